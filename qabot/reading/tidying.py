"""Lines of a page that are no sentence of its article: “read more”, credits, buttons, notices."""

from __future__ import annotations

import re

_MORE = (
    r"read (?:more|next|also|this)|also read|see also|see more|more on this|related|watch|listen|photos|pictures|video"
    r"|more|don['’]t miss|recommended|further reading|find out more|learn more|continue reading"
    r"|(?:lesen sie|lies) (?:auch|dazu)|mehr (?:zum thema|dazu)|siehe auch|mehr lesen|weiterlesen|auch interessant"
    r"|(?:à|a) (?:lire|écouter|voir)(?: aussi)?|lire (?:aussi|la suite)|voir aussi|en savoir plus"
    r"|l[eé]a? (?:también|más)|ver (?:también|más)|leer más|te puede interesar|leggi (?:anche|tutto)|lees (?:ook|meer)"
    r"|leia (?:também|mais)|veja também|czytaj (?:też|także|więcej)|читайте также|lasīt vairāk|lue myös|läs (?:också|mer)"
)
_LINE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\W*(?:{_MORE})\s*(?:[:：|»>→…]+.{{0,160}}|\.{{3}})?\W*",
        r"\W*(?:advertisement|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|реклама|广告|広告|annons"
        r"|(?:story|article) continues below.{0,30})\W*",
        r"\W*(?:image|photo(?:graph)?|picture|foto|bild|video|credit|crédits?|quelle|fotografía|getty images)s?"
        r"(?:\s*(?:credit|source|illustrative|illustration|[:：©]|by\b|/).{0,120})\W*",
        r"[^.!?]{3,80}(?:/|,|\()\s*(?:getty(?: images)?|afp|reuters|ap|dpa|epa|shutterstock|istock)\)?\W*",
        r"\W*(?:share|tweet|e-?mail|print|save|comments?|comment now|enlarge|close|previous|next|thumbnails|fullscreen"
        r"|loading|reply|share (?:this|on|via)\b.{0,40}|follow (?:us|@\w+).{0,60}|follow .{3,40} on (?:twitter|facebook|x"
        r"|instagram)|like us on .{0,30}|sign up (?:for|to)\b.{0,120}|subscribe (?:to|now)\b.{0,120}"
        r"|(?:have )?questions\? comments\?.{0,60}|leave a (?:comment|reply)|post a comment|click here.{0,60}"
        r"|teilen|drucken|merken|kommentare?|kommentieren|partager|imprimer|commenter|compartir|comentar|condividi"
        r"|记事保存|記事保存)\W*",
        r"\W*(?:©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4}|by\b)|™ ?(?:&|and) ?©).{0,250}",
        r".{0,200}(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
        r"|may not be (?:published|reproduced), broadcast).{0,80}",
    )
)
_LIST = re.compile(
    r"(?:editors?['’]?s?['’]? (?:recommendations?|picks)|further reading|(?:related|similar) (?:articles?|stories|content"
    r"|coverage|topics|links|news|posts?)|more (?:stories|news|articles|must-reads?|from|on|in)\b.{0,40}"
    r"|recommended(?: (?:for you|reading|stories))?|you (?:may|might) also (?:like|be interested in)|(?:what to )?read next"
    r"|(?:most|popular|trending) ?(?:popular|read|viewed|posts|stories|now)?|featured slide shows?|latest (?:news|stories)"
    r"|weitere (?:artikel|themen|meldungen|nachrichten|interessante themen)|mehr zum thema|auch interessant"
    r"|das könnte (?:sie|dich|dir) auch (?:interessieren|gefallen)|(?:à|a) lire aussi|sur le même (?:sujet|thème)"
    r"|articles (?:liés|similaires)|noticias relacionadas|te puede interesar|más noticias|leggi anche"
    r"|articoli correlati|lees ook|meer over .{0,40}|artigos relacionados|veja também)\W*",
    re.IGNORECASE,
)
_TITLE_WORDS = 20
"""A longer line below the heading of a list of links is no link."""
_LONGEST = 300
"""Characters above which a line is no button."""
_COMPARED = 500
"""Blocks above which repeated parts are not looked for: it takes quadratic time."""
_MOST = 0.4
"""Share of the words above which nothing is taken out: the patterns do not fit this page."""
_ENDS = re.compile(r"[.!?。！？…][\"'”’»)\]]*$")


def tidy(text: str) -> str:
    """Return a page's text without the lines that are certainly none of its article."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    kept: list[str] = []
    listing = False
    for block in _once(blocks):
        lines = [line for line in block.split("\n") if not _is_button(line)]
        block = "\n".join(lines)
        if not block.strip():
            continue
        if _LIST.fullmatch(block.strip()):
            listing = True
            continue
        if listing and _is_link(block):
            continue
        listing = False
        kept.append(block)
    tidied = "\n\n".join(kept)
    return tidied if len(tidied) >= (1 - _MOST) * len(text) else text


def _is_button(line: str) -> bool:
    bare = line.strip()
    return len(bare) <= _LONGEST and any(pattern.fullmatch(bare) for pattern in _LINE)


def _is_link(block: str) -> bool:
    return len(block.split()) <= _TITLE_WORDS and not _ENDS.search(block.strip())


def _once(blocks: list[str]) -> list[str]:
    """Leave out what stands there twice: teasers, and quotes that are repeated in large letters."""
    seen: set[str] = set()
    single = []
    for block in blocks:
        bare = " ".join(block.split()).strip("\"'“”„‘’«» ")
        if len(bare) >= 40 and bare in seen:
            continue
        seen.add(bare)
        single.append(block)
    if len(single) > _COMPARED:
        return single
    whole = "\n".join(" ".join(block.split()) for block in single)
    return [block for block in single if not _pulled(block, whole)]


def _pulled(block: str, whole: str) -> bool:
    bare = " ".join(block.split()).strip("\"'“”„‘’«» ")
    return len(bare) >= 40 and whole.count(bare) > 1
