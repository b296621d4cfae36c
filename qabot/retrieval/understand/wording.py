"""How questions are worded around dates."""

from __future__ import annotations

import re

from qabot.retrieval.understand.bags import bag
from qabot.retrieval.understand.points import MONTH

REPORT_BEFORE = re.compile(
    r"\b(?:news|articles?|reports|stories|headlines?|coverage|reporting|dispatch(?:es)?)"
    r"(?:\s+(?:published|reported|written|dated|posted|that\s+came\s+out))?\s+$",
    re.IGNORECASE,
)
CUE = re.compile(
    r"\b(between|from|since|after|later\s+than|before|prior\s+to|earlier\s+than|until|till|up\s+to|in|on|during|"
    r"throughout|of|for|by|around|at(?=\s+the\s+(?:end|start|beginning)\b))\s+(?=[\w])",
    re.IGNORECASE,
)
# The word that leads a phrase, and the side on which it is open.
SIDES = {
    "since": "since", "after": "after", "later than": "after", "before": "before", "prior to": "before",
    "earlier than": "before", "until": "until", "till": "until", "up to": "until", "by": "until",
}  # fmt: skip
SIDE = re.compile(
    r"\b(since|after|later\s+than|before|prior\s+to|earlier\s+than|until|till|up\s+to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# What lasts until a day is no news of the days before it: "closed until May".
LASTING = re.compile(
    r"\b(?:how long|stay\w*|remain\w*|last(?:ed|s|ing)?|continu\w+|kept|keep|close[ds]?|open(?:ed|s)?|postpon\w+|"
    r"delay\w*|exten\w+|due|valid|bann?ed|suspend\w*|jail\w*|serv\w+|run|rule[ds]?|govern\w*|live[ds]?|work\w*|"
    r"play\w*|wait\w*|held|hold|stop\w*|put off|not|led|lead|be|been|expect\w*)\b",
    re.IGNORECASE,
)
WHAT = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:(?:what|which)\b|(?:(?:any|the|all|list|show|give|tell|me|summari[sz]e|top)\s+)*"
    r"(?:news|articles?|reports|stories|headlines?|coverage)\b)",
    re.IGNORECASE,
)
BARE = re.compile(
    rf"(?<![\w-])(?:{MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}"
    rf"|(?:19|20)\d\d-\d\d(?:-\d\d)?|{MONTH}\s+\d{{1,2}}\b)",
    re.IGNORECASE,
)
EDGE = re.compile(r"\s*(?:$|[?!;:,)]|\.(?:\s|$))")
# What may go on after a phrase: not a noun, else it only describes that ("in 2022 World Cup …").
GOES_ON = re.compile(
    r"\s+(?:who|whom|whose|what|which|when|where|why|how|did|does|do|was|were|is|are|has|have|had|"
    r"in|at|on|with|by|about|to|from|for|after|before|between|over|against|regarding|according|and|or)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:did|was|were|happen(?:ed|s|ing)?|has|have|had|news|reported|said|died|won)\b",
    re.IGNORECASE,
)
# Verbs of what is over, of which "-ed" alone does not tell.
_IRREGULAR = (
    "won|lost|met|spoke|fell|hit|beat|struck|shot|became|began|broke|brought|built|came|went|left|led|fled|flew|"
    "found|gave|got|grew|held|made|paid|ran|rose|sank|sent|sold|stood|swore|took|told|wrote|burnt"
)
OVER = re.compile(rf"\b(?:\w{{2,}}ed|{_IRREGULAR})\b", re.IGNORECASE)
TOLD = re.compile(
    r"\W*(?:(?:please|can you|could you)\s+)*(?:tell|show|list|give|describe|summari[sz]e)\b",
    re.IGNORECASE,
)
HABIT = re.compile(
    r"\b(?:average|usual(?:ly)?|normal(?:ly)?|every|each|annual(?:ly)?|typical(?:ly)?|always|season|"
    r"weather|temperature|will|next|upcoming|going to|due|until|expected|scheduled|planned)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"\b(?:how (?:many|much|big|large|high|old)|per ?cent|percentage|average|rates?|total|population|"
    r"share|proportion|gdp|figures?|revenues?|profits?|incomes?|census|budget|sales|earn(?:ed|ings)?|"
    r"emissions|inflation|growth|increase[ds]?|decrease[ds]?|declined?|rose|fell|season|edition)\b",
    re.IGNORECASE,
)
FIGURES = re.compile(
    r"\b(?:per ?cent|percentage|average|rates?|gdp|figures?|revenues?|profits?|sales|earnings|emissions|inflation|"
    r"growth|subscribers|unemployment)\b",
    re.IGNORECASE,
)
# "Who is running for president in 2024": announced before, not in it.
AHEAD = re.compile(
    r"\b(?:will|run(?:ning)?|reelection|re-election|plan(?:s|ned|ning)?|going to|bid|upcoming|next|due|"
    r"expected|scheduled|would|open in|host(?:ing)?|by)\b",
    re.IGNORECASE,
)
# What is to be done "by June 2023" is a plan, told before and after.
DEADLINE = re.compile(
    rf"{AHEAD.pattern}|\b(?:must|should|shall|needs?|(?:ha(?:s|ve|d)|supposed|ordered|told) to|want\w*|aim\w*|"
    r"targets?|goals?|pledg\w+|promis\w+|deadline|leave|finish|complete|reach)\b",
    re.IGNORECASE,
)
# Attributes and plans, never the time of reporting.
_DUE = re.compile(
    r"\b(born|founded|built|established|incorporated|set|back|early as|late as|until|beginning|begins?|"
    r"ending|ends?|starting|starts?|deadline|due|scheduled|planned|expires?|opens?)\s+$",
    re.IGNORECASE,
)
# "What did he open in May": asked of what is over, so no plan.
_DONE = re.compile(r"\bdid\b.*\b(?:open|start|begin|end|expire|set)\s+$", re.IGNORECASE | re.DOTALL)
# With a bare year these rather describe a thing than ask for news of that year.
MADE = re.compile(
    r"\b(?:formed|created|written|composed|married|graduated|invented|elected|signed|adopted|passed|"
    r"released|introduced|discovered|began|begun|started|launched|set up|opened|first|died|retired|"
    r"appointed|bought|given|ended|late|only|finished|made|published)\s+$",
    re.IGNORECASE,
)
RECORD = re.compile(
    r"\b(?:first|not|ever|most|never|record|only|worst|best|highest|lowest|larg\w+|bigg\w+|small\w+|"
    r"dead\w+est|\w{3,}iest|high\w*|low\w*|strong\w+|fast\w+|long\w+|hott\w+|cold\w+|worse|better)\b"
    r"[^,;]{0,60}$",
    re.IGNORECASE,
)
WHERE = re.compile(r"\s+(?:in|at|about|on|with|regarding|between|and|according)\b", re.IGNORECASE)
STATE = re.compile(
    r"^\W*(?:who(?:['’]s|\s+(?:was|were))|(?:who|where|what|which)\s+(?:is|are))\b", re.IGNORECASE
)
AUXILIARY = re.compile(r"\b(?:do|does|will|is|are|can|should|would)\b", re.IGNORECASE)
GENERIC = bag(
    "happen happened happening happens news announced announce reported report new latest"
)
TODAY_ASKS = re.compile(
    r"\b(?:did|happen(?:ed|s|ing)?|news|headlines?|said|announced|reported|died|articles?|stories)\b",
    re.IGNORECASE,
)
QUOTED = re.compile('["\u201c\u00ab][^"\u201d\u00bb]{2,200}["\u201d\u00bb]')
NEXT_WORD = re.compile(r"\s+(?:of|since|until|as)\b", re.IGNORECASE)
# "in which month of this year"
OF_IT = re.compile(r"\b(?:of|than)\s+$", re.IGNORECASE)
NOWADAYS = re.compile(r"\b(?:used|known|called|still|live|even|ago)\b", re.IGNORECASE)


_TO_OPEN = re.compile(
    rf"{AUXILIARY.pattern}|\b(?:to|did|may|might|must|could|shall)\b|['’]ll\b", re.IGNORECASE
)


def is_due(before: str) -> bool:
    """Whether what stands before a date makes it an attribute or a plan: "founded in …"."""
    due = _DUE.search(before)
    if due is None or _DONE.search(before):
        return False
    return not _is_tournament(due[1], before[: due.start()])


def is_ahead(question: str) -> bool:
    """Whether a question is about what was to come: "who is running in 2024"."""
    return any(
        not _is_tournament(said[0].partition(" ")[0], question[: said.start()])
        for said in AHEAD.finditer(question)
    )


def _is_tournament(word: str, before: str) -> bool:
    """Whether "open" is no verb: "who won the Westhaven Open in …"."""
    over = word == "Open" or OVER.search(before)
    return word.lower() == "open" and bool(over) and not _TO_OPEN.search(before)


def tells(question: str) -> bool:
    """Whether a question is about what is over: "who resigned", not "who plays"."""
    if PAST.search(question) or TOLD.match(question):
        return True
    return bool(OVER.search(question)) and not AUXILIARY.search(question)
