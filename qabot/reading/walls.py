"""Walls that stand beside what is left of an article, and pages where one signs in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from qabot.reading.source import Bad

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAYWALL = "the article is behind a paywall"
SIGNED_IN = "Save the page from a browser where you are signed in."
TEASER = 150
"""Words up to which a text beside a wall is taken for the beginning of an article."""
PREVIEW = 300
"""The same, where the page says itself that its article is not free."""
_FEW = 40
"""Words up to which a page with a field for a password is nothing else."""
_SIGN_IN = re.compile(
    r"(?:(?:please )?(?:sign|log)[ -]?(?:in|on)|anmelden|einloggen|login|se connecter|connexion|identifiez-vous"
    r"|inicia(?:r)? sesión|accedi|inloggen|logga in|logg inn|log ind|entrar|zaloguj|ログイン|登录|로그인)"
    r"(?:\s*$|\s*[|–—·:-]|\s+(?:to|or|with|for|your|bei|à|a|zu)\b)",
    re.IGNORECASE,
)
# Only what speaks of this very article: "already a subscriber?" stands in the head of any page.
_GATE = re.compile(
    r"subscribe (?:now |today )?(?:to|and) (?:continue|keep|read on|read (?:the|this) (?:full|whole|rest|article|story)|unlock)"
    r"|(?:sign|log) ?in (?:or [\w ]{1,20})?to (?:continue|keep) reading|to (?:continue|keep) reading"
    r"|(?:unlock|read) (?:this|the (?:full|whole|rest of (?:this|the))) (?:article|story)[\w ]{0,30}(?:subscri|member|trial|\$|€|£)"
    r"|(?:article|content|story) is (?:only |exclusively )?(?:for|available to|reserved for) [\w ]{0,20}(?:subscribers|members)"
    r"|(?:subscribers|members)[ -]only (?:article|content|story)|(?:become a|join as a) (?:member|subscriber) to (?:read|continue)"
    r"|you(?:'|’)ve (?:reached|used|read) (?:your|all)[\w ]{0,30}(?:limit|free articles)|for full access to (?:this|the) article"
    r"|(?:start|begin) your [\w -]{0,20}trial to (?:read|continue)"
    r"|(?:artikel|inhalt|text) (?:ist )?(?:nur |exklusiv )?für (?:unsere )?(?:abonnent|digitalabo)|um weiterzulesen"
    r"|(?:article|contenu|suite)[\w ]{0,20} réservée?s? (?:à nos |aux )abonnés|abonnez-vous pour (?:lire|continuer)"
    r"|suscríbete (?:para|y) (?:seguir|leer)|riservato agli abbonati|abbonati per (?:continuare|leggere)"
    r"|(?:alleen|exclusief) voor abonnees|assine para (?:continuar|ler)|会員限定|続きをお読みいただけます",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"paywall|regwall|pay-?gate|reg-?gate|meter-?wall|article-?gate|piano", re.IGNORECASE
)
_SPEAKS = re.compile(
    r"subscri|sign (?:in|up)|log ?in|member|trial|abonn|suscri|abbonat|assin|register",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"""["']isAccessibleForFree["']\s*:\s*["']?false""", re.IGNORECASE)
_SKIPPED = frozenset(("script", "style", "template", "noscript", "nav", "header", "footer", "head"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def refuse_walls(root: HtmlElement, markup: str, words: int) -> None:
    """Raise ``Bad`` for a page to sign in, and for one that keeps its article back.

    ``words``: how many the text has that was found. Extraction often leaves the notice out and
    takes the first paragraphs for the whole.
    """
    if _is_sign_in(root, words):
        raise Bad("a sign-in page, not the article", SIGNED_IN)
    if words > (PREVIEW if _CLOSED.search(markup) else TEASER):
        return
    for element in _shown(root):
        own = " ".join((element.text or "", *(child.tail or "" for child in element)))
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        gate = _GATE.search(" ".join(own.split()))
        if gate or (
            _NAMED.search(name) and _SPEAKS.search(" ".join(islice(element.itertext(), 50)))
        ):
            raise Bad(PAYWALL, SIGNED_IN)


def _is_sign_in(root: HtmlElement, words: int) -> bool:
    if words > TEASER:
        return False
    heads = [*root.iter("h1"), *root.iter("title")]
    if any(_SIGN_IN.match(" ".join("".join(head.itertext()).split())) for head in heads):
        return True
    fields = (field for field in root.iter("input") if field.get("type") == "password")
    return words <= _FEW and next(fields, None) is not None


def _shown(root: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that a reader sees, those around the page left out."""
    from lxml import etree

    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        hidden = (
            element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or _HIDDEN.search(element.get("style") or "")
        )
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or hidden:
            walker.skip_subtree()
        else:
            yield element
