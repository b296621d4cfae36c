"""Other shapes in which models cite, ``【8†source】``, ``[^3]``, ``(4)``, brought to ``[8]``."""

from __future__ import annotations

import re
from collections.abc import Collection

_LABELS = (
    "sources", "source", "sentences", "sentence", "references", "reference", "refs", "ref",
    "citations", "citation", "cited", "cite", "ids", "id", "see", "s",
)  # fmt: skip
_LABEL = rf"(?:(?:{'|'.join(_LABELS)})(?![^\W\d_])[\s.:#]*|[\^#]\s*)"
_AND = r"(?:\s*(?:[,;&\u2013\u2014-]|\band\b)){1,2}\s*"
_MANY = rf"{_LABEL}{{0,2}}\d{{1,4}}(?:{_AND}{_LABEL}?\d{{1,4}})*"
_OPEN, _CLOSE = "[\\[\u3010\uff3b]", "[\\]\u3011\uff3d]"
_BRACKETED = re.compile(
    rf"{_OPEN}\s*({_MANY})(?::\d{{1,4}})?(?:\u2020[^\]\u3011\n]{{0,60}})?[\s,;.]*{_CLOSE}",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([\[\]])")
_RAISED = re.compile(r"<sup>\s*\[?(\d{1,4}(?:\s*,\s*\d{1,4})*)\]?\s*</sup>|\^(?=\[)", re.IGNORECASE)
_TARGET = re.compile(r"(?<=[\d\u2020]\])\((?:[a-z]+:|[#/.])[^\s()]*\)", re.IGNORECASE)
"""What a citation links to: ``[3](https://…)``."""
_TOLD_OF = re.compile(rf"{_OPEN}\s*(\d{{1,4}})\s*[:|][^\[\]\n]{{1,80}}{_CLOSE}")
"""``[3: Gazette]``"""
_SOME = r"\d{1,3}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*[\u2013-]\s*)\d{1,3})*"
# Courts give sentences, too: "a cut in sentences [3]".
_LEADS = (
    r"(?:\b(?:according to|based on|per|see|(?:stated|said|told|mentioned|noted|reported|described"
    r"|indicated|explained|shown|seen|found) (?:in|by))"
    rf"|(?:^|(?<=[.!?]\s))in(?=\s+sentences?\s+(?:{_SOME}|\[[\d,\s]+\]),))"
)
_AS_WORD = re.compile(
    rf"({_LEADS}\s+)sentences?\s+(?:(?=\[\d)|({_SOME})(?=,?\s+[^\W\d_]|[,.]|$))",
    re.IGNORECASE | re.MULTILINE,
)
"""``according to sentence 3``"""
_TELLS = re.compile(
    r"(?:^|(?<=[*_(\"])|(?<=[^\w\s]\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bwhile\s)|(?<=\bwhereas\s))"
    rf"(the\s+)?(s)entences?\s+\[?({_SOME})\]?\s+(?:\w+ly\s+|also\s+)?"
    r"(?:says?|states?|tells?(?: us)?|reports?|mentions?|notes?|indicates?|explains?|confirms?)\s+that\s+",
    re.IGNORECASE | re.MULTILINE,
)
"""``Sentence [3] says that``"""
_AS_STATED = re.compile(
    r"\b(a)s (?:is |was )?(?:stated|said|mentioned|noted|reported|described|indicated|explained)"
    r" (?:in|by) (?=\[\d)",
    re.IGNORECASE,
)
_LITTER = re.compile(r"\s?[\[\u3010]([\s\d.,;:+e\u2013\u2212-]*)[\]\u3011]", re.IGNORECASE)
_IDS = re.compile(r"\s*\d{1,4}(?:[\s,;\u2013-]+\d{1,4})*[\s,;]*")
_PLAIN = re.compile(rf"\[{_IDS.pattern}\]")
_WRAPPED = re.compile(
    rf"\(\s*{_LABEL}{{0,2}}((?:\[[\d\s,;\u2013-]+\](?:\s*(?:[,;&]|\band\b))?\s*)+)\)", re.IGNORECASE
)
_NAMED = re.compile(rf"\((?={_LABEL})({_MANY})\)", re.IGNORECASE)
_ROUND = r"\((\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\)"
_STOP = "[.!?\u2026\u3002]+[\"'\u201d\u2019]*"
_BEFORE_STOP = re.compile(rf"(?<=[\w\"'\u201d\u2019)%])\s*{_ROUND}({_STOP})(?=\s|$)")
_BEHIND_STOP = re.compile(rf"(?<=[\w\"'\u201d\u2019)%])({_STOP})\s*{_ROUND}(?=\s|$)")
_ENDS = re.compile(r"[.!?\u2026\u3002][\"'\u201d\u2019]*\s|\n")
_LONG = 600
_COUNTED = re.compile(r"(?:^|:)[^\S\n]*\(1\)\s", re.MULTILINE)
"""``(1) The strike. (2) The storm.``"""
_SO_FAR = re.compile(r"[\[\u3010\uff3b(][\w\s\[\]()\u3010\u3011\uff3b\uff3d.,;:#^&\u2013\u2014-]*")
_RAISED_SO_FAR = re.compile(
    r"\^|<(?:s|su|sup|sup>[\s\d,\[\]]*(?:<|</|</s|</su|</sup|</sup>)?)?", re.IGNORECASE
)
_FOOTER = re.compile(
    r"\W*(?:(?:the|all|works|my|numbers?|ids?|of)\s+)*"
    r"(?:sources?|references?|citations?|footnotes?|bibliography|cited sentences?|sentences?|cited)"
    r"(?:\s+(?:used|cited|numbers?|ids?))?\b(?:[\W\d_]|\band\b)*",
    re.IGNORECASE,
)


def in_brackets(text: str, known: Collection[int]) -> str:
    """The text with what plainly cites as ``[1, 2]``, and without brackets that cite nothing.

    ``(source 3)`` is one where ``known`` has its number.
    """
    text = _ESCAPED.sub(r"\1", text)
    text = _RAISED.sub(lambda match: f"[{match[1]}]" if match[1] else "", text)
    text = _BRACKETED.sub(lambda match: f"[{_numbers(match[1])}]", text)
    text = _TOLD_OF.sub(lambda match: _read(match, match[1], "{}", known), text)
    text = _TELLS.sub(lambda match: _according(match, known), text)
    text = _AS_WORD.sub(
        lambda m: _read(m, _numbers(m[2]), m[1] + "{}", known) if m[2] else m[1], text
    )
    text = _AS_STATED.sub(r"\1ccording to ", text)
    text = _LITTER.sub(_kept, _TARGET.sub("", text))
    text = _NAMED.sub(lambda m: _read(m, _numbers(m[1]), "{}", known), text)
    return _WRAPPED.sub(lambda m: re.sub(r"\]\s*(?:[,;&]|and)?\s*", "]", m[1]), text)


def rounds_read(text: str, known: Collection[int]) -> str:
    """The text with ``(3)`` as ``[3]`` where ``known`` has it and it stands beside a full stop.

    Not in a sentence that has cited in other brackets, for a number is meant there; nor in a text
    that counts so.
    """

    def read(match: re.Match[str], numbers: str, stop: str) -> str:
        *_, sentence = _ENDS.split(match.string[max(0, match.start() - _LONG) : match.start()])
        cites = _PLAIN.search(sentence)
        return match[0] if cites else _read(match, numbers, " {}" + stop, known)

    counted = _COUNTED.search(text)
    head, tail = (text[: counted.start()], text[counted.start() :]) if counted else (text, "")
    head = _BEFORE_STOP.sub(lambda m: read(m, m[1], m[2]), head)
    head = _BEHIND_STOP.sub(lambda m: read(m, m[2], m[1]), head)
    return head + tail


def may_become_one(text: str) -> bool:
    """Whether a text is a citation or the beginning of one, of any shape."""
    if _RAISED_SO_FAR.fullmatch(text):
        return True
    text = re.sub(r"\u2020[^\]\u3011]*", "", text.lower())
    text = re.sub(r"(?<=[\d\u2020]\])\([^\s()]*\)?$", "", text.replace("\\", "") or "[")
    text = re.sub(r"(?<=\d)\s*[:|][^\]\n]{0,80}", "", text.removeprefix("^"))
    if not _SO_FAR.fullmatch(text):
        return False
    *words, last = ["", *re.findall(r"[^\W\d_]+", text)]
    allowed = ("", "and", *_LABELS)
    ends = any(one.startswith(last) for one in allowed) if text.endswith(last) else last in allowed
    return ends and all(word in allowed for word in words)


def is_footer(bare: str) -> bool:
    """Whether a sentence without its citations only says that they follow: "Sources:"."""
    return _FOOTER.fullmatch(bare) is not None


def _read(match: re.Match[str], numbers: str, made: str, known: Collection[int]) -> str:
    ids = [int(number) for number in re.findall(r"\d+", numbers)]
    return made.format(f"[{numbers}]") if all(n in known for n in ids) else match[0]


def _according(match: re.Match[str], known: Collection[int]) -> str:
    begins = "A" if match[0][0].isupper() else "a"
    return _read(match, _numbers(match[3]), f"{begins}ccording to {{}}, ", known)


def _numbers(said: str) -> str:
    said = re.sub(r"\s*[\u2013\u2014-]\s*", "-", said)
    return ", ".join(re.findall(r"\d+(?:-\d+)?", re.sub(r"[^\d-]+", " ", said)))


def _kept(match: re.Match[str]) -> str:
    inside = match[1]
    if _IDS.fullmatch(inside) or (re.fullmatch(r"\s*\.{2,}\s*", inside)):
        return match[0]  # a citation, or words left out
    return (
        "" if not re.search("[e:]", inside, re.IGNORECASE) or re.search(r"\d", inside) else match[0]
    )
