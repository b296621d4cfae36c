"""Whether a question points back: pronouns without antecedent, ellipsis, words only of an aspect."""

from __future__ import annotations

import re
from itertools import pairwise

from qabot.retrieval.understand.bags import bag
from qabot.retrieval.understand.names import names
from qabot.retrieval.words import STOP_WORDS, stem

MOST_CONTENT = 8
"""A question with more content words stands for itself."""
LEAD = re.compile(
    r"^\s*(?:(?:and|but|so|also|ok|okay|well|hmm|yes|no|thanks|thank you|then)(?:[?,.:!…]+\s*|\s+|$))+",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:[-.&/][^\W_]+)*")
_AUX = bag("did does do is are was were has have had will would can could should may might must s")
_PREPOSITIONS = bag(
    "about after at before by during for from in into of on over since through to with against under"
)
_GENERIC = bag("happen happened happening happens say said says mean think know called")
_WH = bag("what which who whom whose when where why how")
_TIMES = bag(
    "week month year morning afternoon evening weekend spring summer autumn fall winter time past century decade "
    "season"
)
_JUDGED = (
    r"(?:true|possible|safe|legal|illegal|worth|likely|ok|okay|necessary|better|hard(?:er)?|eas(?:y|ier)|"
    r"difficult|important|raining|snowing|dark|cold|hot|late|normal|bad|good|dangerous|known|allowed|less|more)"
)
# "It" and "they" that mean nothing said before.
_PLEONASTIC = re.compile(
    rf"\b(?:is|was|isn['’]t|wasn['’]t|be|would|makes?|made|does|did|get|gets|got)?\s*\bit (?:be |get |is |was )?(?:\w+ly )?{_JUDGED}\b"
    r"|\bit (?:is |was |has been )?(?:called|named|when|that|who|where|came|announced|reported|said|revealed|confirmed)\b(?=\s+\w)"
    r"|\b(?:does|did|would|will|can) it (?:take|cost|feel|matter|rain|snow|mean (?:to|that|if|when|for))\b(?=\s+\w)"
    r"|\bwhat time is it\b|\b(?:was|is) it [A-Z][\w .'’-]* (?:who|that)\b|\b(?:how|where|when|why) do they (?:\w+ ){2}",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    r"(?:but |and )?(?:why(?: not| exactly| so| though)?|when(?: exactly| else)?|where(?: exactly| else| to)?|"
    r"who(?: exactly| else| by| with| then| won| did)?|whom|whose|"
    r"how(?: so| exactly| come| else)?|how (?:many|much|long|old|far|often|big|bad|high|soon|tall|fast)(?: exactly| more| times| people)?|"
    r"which(?: ones?)?|what(?: else| then| next| for| exactly| now)?|anything else|what happened(?: next| then| after| afterwards| "
    r"before| since)?|(?:please )?(?:tell me|say|show me|give me) more(?: about (?:that|it|this))?|(?:some )?more(?: details?| info(?:rmation)?)?|"
    r"(?:can you |could you |please )?(?:explain|elaborate|expand)(?: more| further| on (?:that|it|this))?|go on|continue|details?|"
    r"(?:any )?(?:further |more )?(?:details?|updates?)|says who|really|since when|until when|(?:with|by|for|to|from|against) (?:whom|who|what|when|where)|"
    r"(?:before|after|afterwards?|later(?: on)?|earlier|since)(?: (?:that|then|this|it))?|"
    r"in (?:what|which) (?:way|sense|year|month|country|city)|what year|what day|which (?:year|day|month|country|city|team|party|one)|"
    r"are you sure|for how long|how come|what does that mean|what do you mean|such as(?: what)?|like what|examples?)",
    re.IGNORECASE,
)
_NP = r"(?:[\w.'’&-]+ ){1,5}"
_REACTION = re.compile(
    rf"what (?:did|does|do|has|have) (?!(?:it|that|this) ){_NP}(?:say|said|think|reply|answer)|"
    rf"how (?:did|does|do|will|has|have) {_NP}(?:react|reacted|respond|responded|take it|see it)|"
    rf"(?:did|does|do|will|has|have) {_NP}(?:agree|agreed|respond|responded|react|reacted|comment|commented|"
    r"deny|denied|object|objected|apologi[sz]e)",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    r"(?:for|with|by|in|on|at|to|from|against|about|under) "
    r"(?:what|which|whom|who|whose|how (?:many|much|long|often))(?: \w+){0,2}",
    re.IGNORECASE,
)
_ASPECTS = frozenset(
    stem(word)
    for word in bag(
        """
    people person died die dead deaths death toll killed kill injured injuries hurt wounded victims survivors
    happened happen result results outcome reason reasons cause caused causes reaction reactions response responses
    react reacted respond responded consequences effect effects impact date place next win won winner winners lose lost loser score cost
    costs price details name names age aged old involved responsible agreed agree decided decide decision end
    ended ends start started begin began begun last lasted arrested charged charges suspect suspects plan plans
    afterwards exactly total amount long many part role background context main point points conclusion purpose
    goal meaning happening important importance significance location blame blamed accused warned promise
    promised said announced announce sentence sentenced verdict motive damage demands wanted terms conditions
    take took taken deal vote votes voted agreement reached participants attended attend present leave left arrive arrived
    """
    )
)


def content(text: str) -> list[str]:
    """Words that are no stop words, in order."""
    return [w for w in _TOKEN.findall(text) if w.lower() not in STOP_WORDS]


def is_elliptic(question: str) -> bool:
    """``why?``, ``tell me more``, ``how did France react?``: it does not say what about."""
    bare = question.strip(" \t?!.…,")
    return any(form.fullmatch(bare) for form in (_ELLIPTIC, _REACTION, _OF_WHICH))


def is_aspect(question: str) -> bool:
    """``how many people died?``: asks for something of an event that it does not name."""
    words = content(question)
    first = _TOKEN.match(question.strip())
    asks = first is not None and first[0].lower() in _WH | _AUX
    if not asks or not 0 < len(words) <= 3 or names(question):
        return False
    known = sum(stem(word) in _ASPECTS for word in words)
    # "how many soldiers have died"
    counted = len(words) == 2 and re.match(r"\W*how (?:many|much)\b", question, re.IGNORECASE)
    return known == len(words) or bool(counted and known)


def asked_of(question: str) -> frozenset[str]:
    """Stems of what a question is about, without words that only ask for an aspect."""
    return frozenset(stem(word) for word in content(question)) - _ASPECTS


def is_told(piece: str) -> bool:
    """Whether words only ask for an aspect, so that a later question need not repeat them."""
    words = content(piece)
    return bool(words) and all(word.islower() and stem(word) in _ASPECTS for word in words)


def resumes(question: str, previous: str) -> bool:
    """``why was the trip postponed?``: "the" with a word of the question before, and no new topic."""
    words = content(question)
    if not words or len(words) > 4 or names(question):
        return False
    known = {stem(word) for word in content(previous)}
    tokens = [token.lower() for token in _TOKEN.findall(question)]
    back = any(
        one in ("the", "that", "this", "those", "these") and stem(two) in known
        for one, two in pairwise(tokens)
    )
    for at, token in enumerate(tokens):
        if token in STOP_WORDS or stem(token) in known:
            continue
        before = [t for t in tokens[:at] if t not in ("the", "a", "an")]
        if before and before[-1] in _PREPOSITIONS:
            return False  # "the population of mars" after "the population of china"
    return back


def points_back(question: str) -> bool:
    """Whether a pronoun of the question has nothing in the question that it could mean."""
    words = len(content(question))
    first = _TOKEN.match(question.strip())
    if first is None or words > MOST_CONTENT or _PLEONASTIC.search(question):
        return False
    if words > 3 and first[0].lower() not in _WH | _AUX | _PREPOSITIONS | _POINTERS:
        return False
    named = names(question)
    matches = list(_TOKEN.finditer(question))
    tokens = [match[0].lower() for match in matches]
    for at, token in enumerate(tokens):
        if matches[at][0].isupper() and len(token) > 1:
            continue  # IT, US, WHO
        if token in _POINTERS and _points(
            token, at, tokens, bool(named), question, matches[at].end()
        ):
            return True
    return False


_POINTERS = bag(
    "he she they it him them his her hers their theirs its this that these those there then"
)


def _points(token: str, at: int, tokens: list[str], named: bool, question: str, end: int) -> bool:
    before, after = tokens[:at], tokens[at + 1 :]
    last, follows = (before[-1] if before else ""), (after[0] if after else "")
    closes = re.match(r"\s*(?:$|[?!.,;])", question[end:]) is not None
    own = [t for t in before if t not in STOP_WORDS and t not in _GENERIC]
    if len(own) > 3:
        return False  # enough before it that it may mean
    # "which country did he visit": the wh-phrase is no antecedent.
    asks = tokens[0] in _WH and not _WH & set(tokens[1:at])
    asked_for = asks and last in _AUX and len(before) <= 5 and not named
    if token == "then":
        return closes and bool(before) and follows == ""
    if token == "there":
        if not own and tokens[0] in _WH:
            return closes  # "who was there?"
        placed = bool({"in", "at", "near"} & set(before))
        return closes and last not in _AUX and len(own) <= 3 and not placed
    if token in ("this", "that", "these", "those"):
        if follows in _TIMES or follows in ("who", "whom", "which", "kind", "sort"):
            return False
        if token in ("these", "those") and follows in (
            "in",
            "of",
            "at",
            "with",
            "from",
            "that",
            "are",
        ):
            return False
        if last == "of" and "which" in before:
            return False  # "which of these": a choice
        if token == "that":
            return _is_demonstrative(last, follows, closes, bool(own))
        return last in _PREPOSITIONS or last in _AUX or not before or closes or not own
    few = len([t for t in tokens if t not in STOP_WORDS and t not in _GENERIC]) <= 3
    if token == "her" and not closes and follows not in _PREPOSITIONS:
        return not own or asked_for  # "her budget"
    if token in ("him", "her", "them", "it") and own and last not in _AUX:
        return few and (closes or follows in _PREPOSITIONS)
    return not own or asked_for


def _is_demonstrative(last: str, follows: str, closes: bool, own: bool) -> bool:
    """Whether "that" points, and does not begin a clause ("problems to that they have")."""
    if last in _PREPOSITIONS:
        return follows not in ("they", "he", "she", "it", "we", "you", "of")
    if last in _AUX - {"has", "have", "had"}:
        return (bool(follows) and follows not in _PREPOSITIONS) or closes
    return closes and not own
