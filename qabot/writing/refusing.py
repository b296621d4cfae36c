"""When a model says that it does not answer: for want of an answer, or because it will not."""

from __future__ import annotations

import re

_THEIRS = (
    r"(?:(?:the|these|those|your|any|all|of|given|provided|supplied|numbered|available|quoted) )*"
)
_SOURCES = (
    rf"{_THEIRS}(?:articles?|sentences?|sources?|passages?|excerpts?|texts?|information|context)"
    r"(?: (?:provided|supplied|given|above|available|here))*"
)
# Of a treaty, too, one says that something does not stand "in the text".
_OURS = (
    rf"(?:{_THEIRS}(?:articles?|sentences?|sources?|passages?|excerpts?)\b(?! of\b)"
    r"|(?:the |this )?(?:given|provided|supplied|available) (?:texts?|information|context)\b"
    r"|(?:the |this )?(?:texts?|information|context) (?:provided|supplied|given|above)\b)"
)
_SAY = (
    r"(?:answer|contain|say|mention|provide|include|address|give|state|specify|specifie|name|tell"
    r"|indicate|explain|discuss|discusse|speak|report|have|has|cover)s?\b"
)
_SAID = (
    r"(?:answered|mentioned|stated|said|given|specified|addressed|provided|contained|included"
    r"|named|reported|explained|discussed|covered|clear|known|found)"
)
_CANNOT = (
    r"(?:cannot|can not|can't|could not|couldn't|do not|don't|will not|won't|am unable to"
    r"|'m unable to|are unable to|am not able to|'m not able to|'re unable to)"
)
_BEFORE = (
    r"^\W*(?:(?:please )?note(?: that\b|:) |(?:i am |i'm )?(?:very |so )?sorry,? |(?:i apologi[sz]e|my apologies),? |unfortunately,? "
    r"|i(?: am|'m) afraid (?:that )?|however,? |but |"
    r"as an? (?:\w+ )?(?:ai|(?:language )?model|assistant)\b[^,]{0,40}, )*"
    r"(?:(?:based on|from|according to|in) .{0,40}, )?"
)
_NOTHING = (
    r"(?:(?:no|insufficient|too little|not enough) (?:\w+ )?"
    r"(?:information|mention|answer|details?|indication|reference|evidence)s?\b)"
)
_NOT = r"(?: is not| are not|'s not| isn't| aren't)"
_NO_ANSWER = re.compile(
    rf"{_BEFORE}(?:"
    rf"{_SOURCES} (?:\w+ )?(?:provide|contain|give|make|offer|have|has|hold|include)s? {_NOTHING}"
    rf"|{_SOURCES} (?:is|are) (?:silent\b|(?:insufficient|not sufficient|not enough) (?:to|for)\b)"
    rf"|{_SOURCES} (?:lacks?\b|fails? to {_SAY})"
    rf"|(?:i|we) ?{_CANNOT} (?:\w+ )?(?:provide|give|offer) (?:an?|any|the|this|that|you|more) "
    r"(?:\w+ )?(?:answer|information|details?)\b"
    r"|i(?: am|'m) not sure\b"
    rf"|not (?:\w+ )?{_SAID} (?:in|from|by) {_OURS}"
    rf"|(?:it|this|that)(?: is|'s) (?:not clear|unclear)\b[^,;:]{{0,60}}? (?:from|in) {_OURS}"
    rf"|(?:it|this|that)(?: is|'s) (?:not clear|unclear) (?:from|in) {_OURS}"
    rf"|it{_NOT} possible to [^,;:]{{1,80}}? (?:from|in|with|using|on) {_OURS}"
    rf"|(?:the|this|that) (?:answer|information)\b[^,.;:]{{0,40}}?{_NOT} "
    rf"(?:(?:\w+ )?(?:in|from|by) {_OURS}|(?:available|provided|given|there|present)[.!]?$)"
    r"|(?:there is )?insufficient information\b(?: to\b|[.!]?$)"
    r"|there (?:isn't|aren't) (?:enough|any|sufficient) (?:\w+ )?(?:information|answer|mention)s?\b"
    rf"|no (?:\w+ )?(?:information|answer|mention) (?:is|was|were|could be|can be) found(?: in {_OURS}|[.!]?$)|"
    rf"{_SOURCES} (?:do(?:es)? not|don't|doesn't|cannot|can't) (?:\w+ ){{0,2}}?{_SAY}"
    rf"|(?:none|not one|neither|nothing) (?:of|in) {_SOURCES} (?:\w+ ){{0,2}}?(?:{_SAY}|is about\b)"
    rf"|(?:no|neither) (?:article|sentence|source|passage|excerpt)s? (?:\w+ )?{_SAY}"
    rf"|(?:i|we) ?{_CANNOT} (?:\w+ )?(?:answer|find|know|determine|tell|say|have)\b"
    r"|there(?: is|'s| are) (?:no|not enough|not any|insufficient) (?:information|answer|mention)s?\b"
    rf"|there(?: is|'s) nothing .{{0,40}}?\bin {_OURS}"
    r"|no (?:\w+ )?answers?\b(?: (?:is|are|was|were|can be|could be) (?:\w+ )?(?:found|given|possible|available|provided))?"
    rf"(?: to (?:this|that|it|(?:the|this|that|your) question))?(?: (?:in|from|with) {_OURS}|[.!]?$)"
    rf"|no (?:mention|information)\b.{{0,60}}? (?:in|from) {_OURS}"
    rf"|no (?:mention|information) is (?:made|given|provided)\b(?!.*\bby (?!{_OURS}))"
    r"|(?:not (?:mentioned|stated|specified|given|available|known)|unknown|n/?a)[.!]?$"
    r"|(?:this|that|it|(?:the|this|that|your) question) (?:cannot|can not|can't|could not) be answered\b"
    rf"|[^,.;:]{{1,80}}? (?:cannot|can not|can't|could not) be (?:answered|determined|found|established|told)"
    rf" (?:\w+ ){{0,2}}?(?:from|in|with|on|using) {_OURS}"
    rf"|[^,.;:]{{1,80}}? (?:is|are|was|were)(?: not|n't) (?:\w+ )?{_SAID} (?:\w+ )?(?:in|from|by) {_OURS}"
    rf"|(?:this|that|it)(?: is not| isn't|'s not) (?:\w+ )?(?:mentioned|stated|specified|addressed)"
    r"(?: (?:who|whom|whose|what|which|when|where|why|how|whether)\b|[.!]?$)"
    r")",
    re.IGNORECASE,
)
_DECLINES = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?:i|we) ?{_CANNOT} (?:\w+ )?(?:help|assist|comply|discuss|engage|fulfil|fulfill|support"
    r"|respond|continue|do (?:that|this))\b"
    r"|i (?:must|have to|need to|will have to) (?:\w+ )?(?:decline|refuse)\b"
    r"|i (?:decline|refuse) to\b"
    r")",
    re.IGNORECASE,
)
_AS_MODEL = re.compile(
    r"^\W*(?:sorry,? |i'm sorry,? |but )*as an? (?:\w+ )?(?:ai|(?:language )?model|assistant)\b"
    rf".{{0,60}}?\b(?:i|we) ?{_CANNOT}\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:,|\s[\u2013\u2014-])?\s*\b(?:but|though|although|however|yet|whereas|while)\b,?\s"
    r"|[;:]\s|\s?\u2014\s?|\s[\u2013-]\s"
    r"|,\s(?=(?:who|which|whose|where|when)\s(?!or\b|and\b)\w)",
    re.IGNORECASE,
)
# What somebody said ("I can't help," he said) is no refusal of the model's.
_SPOKEN = re.compile(
    r"""\s*["\u201c'\u2018\u00ab].*["\u201d'\u2019\u00bb][^\w"'\u201d\u2019\u00bb]*\w""", re.DOTALL
)
_REPORTED = re.compile(
    r",\s(?:(?!\b(?:articles?|sentences?|sources?|passages?|i|we|it|none|no|not|but"
    r"|what|who|whom|which|that|when|where|why|how)\b|n't)[^,]){1,60}?\b"
    r"(?:said|says|told|added|stated|wrote|conceded|admitted|ordered|urged|warned)\b[^,]{0,40}$|,\s(?:said|added|asked|ordered|urged|warned)\s[^,]+$"
    r"|,\saccording to (?!(?:the|these|all) (?:articles?|sentences?|sources?|passages?)\b)[^,]+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\d|[,;:]|\b(?:and|or|than|as|since|because)\b", re.IGNORECASE)
_IMPERSONAL = re.compile(r"\W*(?:there\b|no\b|insufficient\b|not\b)", re.IGNORECASE)
_NAMES_THEM = re.compile(
    r"\b(?:articles?|sentences?|sources?|passages?|excerpts?|texts?|context)\b", re.IGNORECASE
)
_ITS_OWN = re.compile(r",\s(?:who|which|whose)\s(?!or\b|and\b)\w", re.IGNORECASE)
_OFFER = re.compile(
    r"(?:please|let me|feel free|if you|you (?:can|could|may|might)|i (?:can|could|would|will)\b"
    r"|i'(?:d|ll)|would you|is there)",
    re.IGNORECASE,
)


def is_refusal(sentence: str) -> bool:
    """Whether a model says that the sentences do not answer, or that it will not."""
    return _rest(_straight(sentence)) is not None


def declines(sentence: str) -> bool:
    """Whether a model will not answer, whatever the articles say."""
    said = _straight(sentence)
    return is_refusal(sentence) and bool(_DECLINES.match(said) or _AS_MODEL.match(said))


def claims_beside(sentence: str) -> bool:
    """Whether a refusal says something else, too: ``…, but Messi scored``, ``…, who was Messi``."""
    rest = _rest(_straight(sentence))
    if rest is None:
        return False
    parts = [part.strip() for part in _BESIDE.split(rest)[1:]]
    return any(
        re.search(r"\w", part) and not _OFFER.match(part) and _rest(part) is None for part in parts
    )


def tells_what_is_not_there(sentence: str) -> bool:
    """Whether it tells of the very thing that the articles are said to lack: ``…, who was Messi``."""
    rest = _rest(_straight(sentence))
    return rest is not None and _ITS_OWN.search(rest) is not None


def is_plain_refusal(sentence: str, *, cites: bool = False) -> bool:
    """Whether it is a refusal and nothing more, and so claims nothing.

    ``cites``: whether it cites something. Then "There is no information on survivors" may be news.
    """
    said = _straight(sentence)
    rest = _rest(said)
    if rest is None or claims_beside(sentence):
        return False
    of_sources = _NAMES_THEM.search(said) is not None
    if cites and not of_sources and _IMPERSONAL.match(said):
        return False
    if re.search(r"\d", sentence) or len(sentence.split()) > 12:
        # Longer ones may go on to tell something.
        return of_sources and not (cites and _GOES_ON.search(rest))
    return True


def _straight(sentence: str) -> str:
    return sentence.replace("\u2019", "'")


def is_reported(said: str) -> bool:
    """Whether a sentence with straight apostrophes is what somebody else said, so not the model's own."""
    return _SPOKEN.match(said) is not None or _REPORTED.search(said) is not None


def _rest(said: str) -> str | None:
    """What follows the words that refuse; None if there are none."""
    if is_reported(said):
        return None
    match = _NO_ANSWER.match(said) or _DECLINES.match(said) or _AS_MODEL.match(said)
    return said[match.end() :] if match else None
