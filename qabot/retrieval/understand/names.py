"""Names in a question or sentence, and which of them may be a person. By rule, no model."""

from __future__ import annotations

import re
from dataclasses import dataclass

from qabot.domain import Span
from qabot.retrieval.understand.bags import bag
from qabot.retrieval.words import STOP_WORDS

PLACES = bag("""
    afghanistan albania algeria america angola argentina armenia australia austria azerbaijan bahrain
    bangladesh belarus belgium bolivia bosnia brazil britain bulgaria cambodia cameroon canada chad chile
    china colombia congo croatia cuba cyprus denmark ecuador egypt england eritrea estonia ethiopia eu europe
    finland france gabon gaza georgia germany ghana greece greenland guatemala guinea haiti honduras hungary
    iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan kenya kosovo kuwait
    kyrgyzstan laos latvia lebanon liberia libya lithuania luxembourg madagascar malawi malaysia mali malta
    mauritius mexico moldova mongolia montenegro morocco mozambique myanmar namibia nepal netherlands
    nicaragua niger nigeria norway oman pakistan palestine panama paraguay peru philippines poland portugal
    qatar romania russia rwanda scotland senegal serbia singapore slovakia slovenia somalia spain sudan sweden
    switzerland syria taiwan tajikistan tanzania thailand togo tunisia turkey turkmenistan uganda uk ukraine
    uruguay us usa uzbekistan venezuela vietnam wales yemen zambia zimbabwe africa asia antarctica crimea tibet
    beijing berlin brussels kyiv kiev london moscow paris rome tokyo washington delhi ankara cairo tehran
    jerusalem madrid warsaw vienna geneva seoul pyongyang islamabad kabul baghdad damascus beirut rafah texas
    california florida ohio michigan alaska hawaii arizona nevada utah colorado kansas iowa maine oregon
    virginia georgia alabama chicago houston boston dallas detroit seattle miami atlanta philadelphia
    """)
_THINGS = bag("""
    university house senate congress court bank party council commission union league club cup prize award
    awards ministry department committee parliament bureau agency institute company corporation corp inc ltd
    group church army navy force forces street river sea ocean island islands lake mountain bay city county
    state states kingdom republic new north south east west united national international world act bill
    treaty accord summit conference championship olympics games festival hospital airport station school
    college times post news journal street airlines motors energy bowl open series lives matter supreme
    nations rovers wanderers hotspur fc cyclone hurricane typhoon storm operation mount lake
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
    """)
TITLES = bag(
    "mr mrs ms dr sir dame lord president minister secretary chancellor senator sen gov governor rep king queen "
    "prince princess pope general judge justice mayor chief ceo director actor actress singer rapper coach striker "
    "author billionaire leader premier ambassador envoy spokesman spokeswoman spokesperson captain professor"
)
_TITLE = re.compile(rf"\b(?:{'|'.join(sorted(TITLES))})(?: of state)?\.?\s+$", re.IGNORECASE)
_SAYS = re.compile(
    r"\s+(?:said|says|say|told|tell|announced?|warned|wrote|write|resign(?:ed)?|win|won|died|die|visit(?:ed)?|"
    r"meet|met|met with|arrived|flew|was|is|has|had|will|called?|argued?|think|want(?:ed)?|became|postponed?|promised?)\b"
)
_AUX = re.compile(r"(?:\b(?:did|does|was|is|has|will|why|who was|who is)\s+)$", re.IGNORECASE)
_PLACED = re.compile(
    r"(?<!happened )(?<!happens )\b(?:in|at|from|to|of|for|near|against|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ROLES = TITLES | bag(
    "chairman chairwoman founder lawyer doctor economist speaker head winner scientist engineer teacher student farmer "
    "wife husband widow mother father son daughter sister brother man woman boy girl founder editor analyst officer"
)
# "Veldt, 48," and "Sven Aker, the chairman of": only people are so called.
_CALLED = re.compile(
    r",\s+(?:(?:aged\s+)?\d{1,3}(?=\s*(?:[,.;)]|$))|(?:(?:the|an?|his|her|their)\s+)?(?:[\w-]+\s+){0,4}?"
    rf"(?:{'|'.join(sorted(_ROLES))})\b(?!\s+[A-Z]))"
)
# "Norvik dropped its plan", "the Rovers have signed", "Norvik's chief executive": no person.
_NO_ONE = re.compile(
    r"\s+(?:\w+\s+(?:that\s+)?its?\b|(?:have|are|were)\b)|"
    r"['’]s?\s+(?:[a-z-]+\s+){0,2}(?:chief executive|ceo|president|prime minister|chairman|chairwoman|captain|coach|mayor)\b"
)
_KIND = re.compile(
    r"\b(?:company|companies|firm|maker|group|club|bank|party|agency|institute|ship|ferry|town|city|village|rocket)\s+$",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_AND = re.compile(r"\band\s+$", re.IGNORECASE)
_JOINING = bag("of de la the a an and or in on at by for from to with i")
_CAP = r"(?:[A-Z\u00c0-\u00de][\w'’.&-]*)"
_NAME = re.compile(rf"(?<![\w.]){_CAP}(?:\s+(?:(?:of|de|la|von|van|bin|al|der|the)\s+)?{_CAP})*")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words."""

    text: str
    span: Span

    @property
    def is_place(self) -> bool:
        return self.text.lower().strip(".") in PLACES


def names(text: str) -> list[Name]:
    """Capitalised runs, without the question or other common word that a text begins with."""
    found: list[Name] = []
    for match in _NAME.finditer(text):
        start, run = match.start(), match[0]
        inside = bool(text[:start].strip(" \"'“‘("))
        while run:
            first = run.split()[0]
            if inside and run != first and first.lower() not in _JOINING:
                break  # "the Ever Given", "what Will Smith said": capitals that nothing else explains
            if not _common(first, start == 0 or text[:start].strip(" \"'“‘(") == ""):
                break
            rest = run[len(first) :].lstrip()
            start += len(run) - len(rest)
            run = rest
        run = re.sub(r"(?:['’]s?|[.,&-])+$", "", run) if not re.search(r"\.\w\.$", run) else run
        if len(run) > 1:
            found.append(Name(run, Span(start, start + len(run))))
    return found


def _common(word: str, begins: bool) -> bool:
    low = re.split(r"['’]", word.lower())[0].strip(".")
    if word.isupper() and len(word) > 1 and not begins:
        return False
    # One capital word at the start may be any word, but a name after it keeps only itself.
    return low in STOP_WORDS or low in ("of", "de", "la")


def person(text: str) -> Name | None:
    """The name that most likely is the person spoken of, None if none is likely."""
    best: tuple[int, int, Name] | None = None
    for order, found in enumerate(names(text)):
        name = untitled(found)
        if name is None:
            continue
        score = person_score(text, name) + (3 if name != found else 0)
        if score > 0 and (best is None or (-score, order) < best[:2]):
            best = (-score, order, name)
    return best[2] if best else None


def only_name(text: str) -> Name | None:
    """The one name of a text that may be a person's."""
    found = {name.text: name for name in names(text) if person_score(text, name) > -3}
    return next(iter(found.values())) if len(found) == 1 else None


def untitled(name: Name) -> Name | None:
    """``US Secretary of State Antony Blinken`` as ``Antony Blinken``; None for a bare title."""
    words = list(re.finditer(r"\S+", name.text))
    last = max((at for at, w in enumerate(words) if w[0].lower().strip(".") in TITLES), default=-1)
    if last < 0:
        return name
    if last + 2 < len(words) and words[last + 1][0] == "of":
        last += 2
    if last + 1 >= len(words):
        return None
    start = words[last + 1].start()
    return Name(name.text[start:], Span(name.span.start + start, name.span.end))


def person_score(text: str, name: Name) -> int:
    words = [word.lower().strip(".'’") for word in name.text.split()]
    if name.is_place or name.text.isupper() or any(w in PLACES or w in _THINGS for w in words):
        return -5
    before, after = text[: name.span.start], text[name.span.end :]
    score = 1 if len(words) in (2, 3) else 0
    score += 3 if _TITLE.search(before) else 0
    score += 2 if _SAYS.match(after) else 0
    score += 1 if _AUX.search(before) else 0
    score += 1 if re.match(r"['’]s?\b", after) else 0
    score -= 2 if _PLACED.search(before) else 0
    score += 3 if _CALLED.match(after) else 0
    score -= 3 if _THE.search(before) else 0  # "the Ever Given", "a Kaldby plant"
    score -= 3 if _NO_ONE.match(after) and not _AND.search(before) else 0
    return score - (5 if _KIND.search(before) else 0)
