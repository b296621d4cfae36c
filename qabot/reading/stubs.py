"""Pages that stand in the way of an article: paywalls, consent dialogs, robot checks."""

from __future__ import annotations

import re

from qabot.reading.source import Bad
from qabot.reading.walls import PAYWALL, SIGNED_IN

MAX_WORDS = 150
"""A longer text is taken as an article, whatever it says of cookies."""
_KINDS = (
    (
        "the page asks for consent to cookies and holds no article",
        "Agree in a browser and save the page, or copy its text into a .txt file.",
        r"before you continue to|we (?:and our [\w ]{0,30}partners )?(?:use|value|store)[\w ]{0,30}(?:cookies|privacy)"
        r"|accept (?:all )?cookies|manage (?:your )?(?:cookie|consent|privacy)|consent to (?:the use of )?cookies"
        r"|wir (?:und unsere [\w ]{0,30}partner )?(?:verwenden|nutzen|setzen)[\w ]{0,30}cookies|mit werbung (?:und tracking )?"
        r"(?:weiter|lesen|nutzen)|alle (?:cookies )?akzeptieren|nous (?:et nos [\w ]{0,30}partenaires )?utilisons des cookies"
        r"|(?:tout |accepter et )(?:accepter|continuer)|continuer sans accepter|utilizamos cookies|aceptar (?:todas las )?cookies"
        r"|utilizziamo (?:i )?cookie|accetta (?:tutti i )?cookie|wij (?:gebruiken|plaatsen) cookies|usamos cookies|używamy plików cookie",
    ),
    (
        PAYWALL,
        SIGNED_IN,
        r"subscribe (?:now |today )?(?:to|and) (?:continue|keep|read|unlock|access|get)|already a (?:subscriber|member)"
        r"|(?:sign|log) ?in (?:or [\w ]{1,20})?to (?:continue|keep|read)|to (?:continue|keep) reading"
        r"|(?:article|content|story) is (?:only |exclusively )?(?:for|available to|reserved for) [\w ]{0,20}"
        r"(?:subscribers|members)|create (?:a |your )?(?:free )?account to|you(?:'|’)ve reached your [\w ]{0,20}limit"
        r"|(?:jetzt|um|mit [\w+-]{1,20}) (?:[\w ]{1,20} )?weiterlesen|(?:artikel|inhalt|text) (?:ist )?(?:nur |exklusiv )?für "
        r"(?:unsere )?(?:abonnent|digitalabo)|sie haben bereits ein (?:abo|konto)|(?:article|contenu|suite)[\w ]{0,20} réservée?s?"
        r" (?:à nos |aux )abonnés|déjà abonné|abonnez-vous pour|(?:contenido|artículo|noticia) (?:exclusivo |solo |sólo )?para "
        r"suscriptores|suscríbete (?:para|y) (?:seguir|leer)|riservato agli abbonati|abbonati per (?:continuare|leggere)"
        r"|(?:alleen|exclusief) voor abonnees|conteúdo exclusivo para assinantes|assine para (?:continuar|ler)"
        r"|dla (?:naszych )?subskrybentów|会員限定|続きをお読みいただけます|仅限会员|订阅后",
    ),
    (
        "the page wants JavaScript and holds no article",
        "Save the page from a browser after it has loaded.",
        r"(?:enable|turn on|requires?|need)[\w ]{0,20} javascript|javascript (?:is|has been) (?:disabled|required)",
    ),
    (
        "the page is a robot check, not the article",
        "Save the page from a browser.",
        r"(?:verify|verifying|confirm)[\w ]{0,15} (?:you are|you're|you’re) (?:a |not a )?(?:human|robot)"
        r"|are you a robot|checking your browser|unusual (?:traffic|activity)|complete the captcha"
        r"|access (?:to this page )?(?:is |has been )?denied",
    ),
    (
        "the page says that it was not found",
        "Check the address.",
        r"(?:page|article|story)(?: you[\w’' ]{0,40})? (?:was |is |could |can )?(?:not|no longer)[\w ]{0,10} "
        r"(?:found|available|exists?)|404 (?:error|not found)|error 404",
    ),
    (
        "the site does not show it in this country",
        "Save the page from a browser that it is shown in.",
        r"unavailable (?:due to|for) legal reasons|access (?:this|our) (?:web ?)?site from a country"
        r"|not available in your (?:country|region|location)",
    ),
)
_PATTERNS = tuple(
    (reason, remedy, re.compile(pattern, re.IGNORECASE)) for reason, remedy, pattern in _KINDS
)
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_CLOSED = re.compile(r"""["']isAccessibleForFree["']\s*:\s*["']?false""", re.IGNORECASE)


def count_words(text: str) -> int:
    """How many words a text has, whatever its script."""
    # Chinese and Japanese write no spaces; a word has about two of their characters.
    return max(len(text.split()), len(_IDEOGRAPHS.findall(text)) // 2)


def refuse_stub(markup: str, text: str) -> None:
    """Raise ``Bad`` with the reason when the extracted ``text`` is no article but a notice.

    A short text is one when it speaks like one; an empty one, when the whole page does.
    """
    words = count_words(text)
    if words > MAX_WORDS:
        return
    if _CLOSED.search(markup) and _PATTERNS[1][2].search(markup):
        raise Bad(_PATTERNS[1][0], _PATTERNS[1][1])
    from qabot.reading.markup import text_of

    seen = text or text_of(markup)[:5000]
    for reason, remedy, pattern in _PATTERNS:
        match = pattern.search(seen)
        # In a text of some length the notice has to stand at an end, or it is news about cookies.
        if match and (words < 60 or match.start() < 200 or match.end() > len(seen) - 200):
            raise Bad(reason, remedy)
