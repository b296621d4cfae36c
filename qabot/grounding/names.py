"""Names of a sentence against those of what it cites: ``Xi`` is in ``Xi Jinping``, ``US`` is ``United States``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qabot.grounding.dates import blanked
from qabot.grounding.lists import countries
from qabot.grounding.number_words import SMALL
from qabot.grounding.openers import FREE, OPENERS, TITLES
from qabot.grounding.spellings import folded, grouped, homes, spelled, without_initials
from qabot.grounding.units import CODES
from qabot.grounding.values import Cited, Problem
from qabot.grounding.words import PAST_FORMS, bare, base
from qabot.retrieval.understand.names import PLACES
from qabot.retrieval.words import STOP_WORDS

_CAP = r"(?:[A-Z\u00c0-\u00de\u0141\u0160\u017d][\w.&-]*(?:'(?!s\b)\w+)?|[a-z]+[A-Z]\w*)"
_NAME = re.compile(
    rf"(?<![\w.'])(?:{_CAP})(?:(?:'s)? (?:(?:of|de|la|von|van|bin|al|der|den|the) )*(?:[dl]')?{_CAP})*"
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_GROUPS = (
    (("covid", "covid-19", "coronavirus"), ()),
    (("twitter", "x"), ()),
    (("facebook", "meta"), ()),
    (("us", "american", "u.s", "dollar", "dollars"), ()),
    (("japan", "japanese", "yen"), ()),
    (("british", "uk", "sterling"), ()),
    (("fed", "federal reserve"), ()),
    (("tory", "tories", "conservative", "conservatives"), ()),
)
_COINS = {"dollar", "dollars", "yen", "sterling"}
_AT = re.compile(
    r"\b(?:in|at|(?<!according )(?<!owing )(?<!thanks )to|near|from|of|through|outside|around|into) (?:the )?$"
)
_COUNTS = SMALL.keys() - {"zero", "one"}
_CODES = re.compile(rf"\bUS(?=\$)|\b(?:{'|'.join(CODES)})\b")
"""Money: checked with its number."""
_ENDINGS = re.compile(r"(?:ians?|ern|ia|ans?|ese|ish|is?|ers?|ns?|s|ic|ists?)$")


def check_names(sentence: str, cited: Sequence[Cited], texts: Sequence[str]) -> Problem | None:
    """The first name of a bare sentence that its cited sentences, title or outlet do not have."""
    whole = " \n ".join([*texts, *(bare(f"{c.source} \n {c.title} \n {c.context}") for c in cited)])
    whole += " \n " + grouped(whole) if "Group of" in whole else ""
    text = _CODES.sub(lambda code: "_" * len(code[0]), blanked(sentence))
    text = re.sub(r"(?<=\b[Tt]he )Group of \w+", lambda group: grouped(group[0]), text)
    for name in _names(text):
        placed = _AT.search(text[: max(0, text.find(name))].lower()) is not None
        if not _supported(name, whole, placed):
            return Problem("name", f"\u201c{name}\u201d is not in what it cites")
    return None


def _names(sentence: str) -> list[str]:
    found: list[str] = []
    for match in _NAME.finditer(sentence):
        words = match[0].strip(".&-").split()
        lead = sentence[: match.start()].rstrip()
        opening = not lead.strip("\"'(") or lead[-1:] in '.!?:"' or lead.endswith('. "')
        if opening and _opens(words, sentence[match.end() :]):
            words = words[1:]
        words = [word for word in words if len(word) > 1 and not word.startswith("I'")]
        if words and not all(
            word.lower().strip(".") in STOP_WORDS and not word.isupper() for word in words
        ):
            # "Moura of Brazil" is two names; each is looked for.
            found += re.split(r" of (?:the )?", " ".join(words))
    return found


def _opens(words: Sequence[str], after: str) -> bool:
    """Whether a capitalised first word may be any word, not a name."""
    first = re.sub(r"'s$", "", words[0]).lower()
    if words[0].isupper() and len(first) > 1 and first != "a":
        return False
    if first in STOP_WORDS or first in OPENERS or base(first) in _OPENER_BASES:
        return True
    if "-" in first and first.partition("-")[0] in _COUNTS:
        return True  # "Sixteen-year-olds"
    if first in PLACES:
        return False
    if len(words) > 1:
        return first.endswith(("ing", "ed", "ly"))
    if re.search(
        r"(?:ing|ed|ly|ions?|ments?|ness|ity|ities|ists?|isms?|ers|ors|ures?|ances?|ences?|ies|ships?|ages?|als|ants?|ents|ths?)$",
        first,
    ):
        return True
    # "Macron said": a name where a verb follows; "Steel prices": hardly one.
    if re.search(r"(?:[ai]ble|[ei]ve|ous|ful|less|ical|ated|[aeo]ry)$", first) and re.match(
        " [a-z]", after
    ):
        return True  # "Excessive speed"
    following = re.match(r"(?:\s+[a-z]+ly\b)?\s*(,|'s\b|[a-z]+)", after)
    return not following or not (
        following[1] in _VERBS or following[1] in PAST_FORMS or re.search(r"[^e]ed$", following[1])
    )


_VERBS = frozenset(",|'s|says|was|is|has|had|will|would|did|tells|wants|plans|could|may".split("|"))
_OPENER_BASES = frozenset(base(word) for word in OPENERS)


def _supported(name: str, whole: str, placed: bool) -> bool:
    plain = re.sub(r"'s\b|\.(?=\s|$)", "", name)
    if len(name) > 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", whole):
        return True
    if _alias(plain, whole, placed) or spelled(plain, whole):
        return True
    known = _known(whole)
    parts = [w for w in plain.split() if w.lower() not in STOP_WORDS or w.isupper()]
    parts = without_initials(parts, whole)
    missing = [part for part in parts if not _part_known(part, known, whole, placed)]
    if not missing:
        return not _crossed(parts, whole)
    if len(missing) == len(parts) or len(parts) < 2:
        return all(m.lower().strip(".") in TITLES for m in missing)
    # A first name may be added to a family name that stands alone, not changed.
    for part in missing:
        if part.lower().strip(".") in TITLES:
            continue
        at = parts.index(part)
        if at and parts[at - 1] not in missing and _alone(parts[at - 1], whole):
            continue  # "Xi Jinping" where it says "President Xi"
        following = next((p for p in parts[at + 1 :] if p not in missing), None)
        if following is None or not re.search(rf"\b{re.escape(following)}\b", whole):
            return False
        if at + 1 < len(parts) and re.search(
            rf"\b(?!(?:{'|'.join(TITLES)})\b)(?i:[^\W\d_]+)\s+{re.escape(following)}\b", whole
        ):
            before = re.findall(rf"\b([A-Z][\w.-]+)\s+{re.escape(following)}\b", whole)
            if any(
                b.lower().strip(".") not in TITLES and b.lower() not in STOP_WORDS for b in before
            ):
                return False
    return True


def _alone(part: str, whole: str) -> bool:
    """Whether a name stands there, and nowhere before another name."""
    found = re.search(rf"\b{re.escape(part)}\b", whole) is not None
    return found and not re.search(rf"\b{re.escape(part)} (?:[dl]')?[A-Z]", whole)


def _crossed(parts: Sequence[str], whole: str) -> bool:
    """Whether a first and a family name stand there only with others: ``Hugo Meyer`` of two men."""
    if len(parts) != 2 or any(p.lower().strip(".") in TITLES or p.isupper() for p in parts):
        return False
    if re.search(
        rf"\b{re.escape(parts[0])}\W+(?:\w+\W+){{0,2}}{re.escape(parts[1])}", whole, re.IGNORECASE
    ):
        return False
    firsts = re.findall(rf"\b([A-Z][a-z]+) {re.escape(parts[1])}\b", whole)
    lasts = re.findall(rf"\b{re.escape(parts[0])} ([A-Z][a-z]+)\b", whole)
    return any(f.lower() not in TITLES for f in firsts) and bool(lasts)


@lru_cache(maxsize=256)
def _known(whole: str) -> frozenset[str]:
    return frozenset(
        base(part) for word in _WORD.findall(whole) for part in (word, *word.split("-"))
    )


def _part_known(part: str, known: frozenset[str], whole: str, placed: bool) -> bool:
    lower = re.sub(r"^[dl]'(?=\w)", "", part.lower().strip("."))
    if base(lower) in known or lower in FREE:
        return True
    if "-" in part and base(lower.replace("-", "")) in known:
        return True  # "Wi-Fi"
    if "-" in part or "\u2013" in part or "/" in part:
        return all(_part_known(p, known, whole, placed) for p in re.split(r"[-\u2013/]", part) if p)
    if _alias(part, whole, placed) or spelled(part, whole):
        return True
    if homes(lower) & _capitals(whole) or folded(lower) in _folded(whole):
        return True
    root = _ENDINGS.sub("", lower)
    if len(root) < 4:
        return False
    return any(
        word.startswith(root)
        and len(word) - len(root) <= 4
        and _ENDINGS.sub("", word)[:-1] in root + word
        for word in _capitals(whole)
        if word[:4] == root[:4]
        and (_ENDINGS.sub("", word).startswith(root) or root.startswith(_ENDINGS.sub("", word)))
    )


@lru_cache(maxsize=256)
def _capitals(whole: str) -> frozenset[str]:
    return frozenset(re.sub(r"'s$", "", w).lower() for w in re.findall(_CAP, whole))


@lru_cache(maxsize=256)
def _folded(whole: str) -> frozenset[str]:
    return frozenset(map(folded, _capitals(whole)))


@lru_cache(maxsize=2048)
def _alias(name: str, whole: str, placed: bool = False) -> bool:
    """Whether another usual form of a name stands there.

    ``placed``: it is where something is. A capital that is not may stand for its country.
    """
    lower = re.sub(r"^the ", "", name.lower()).strip(".")
    for names, capitals in (*_GROUPS, *countries()):
        if lower in names or lower.removesuffix("s") in names or (lower in capitals and not placed):
            if _stands((*names, *capitals), whole):
                return True
        elif lower in capitals and _stands(capitals, whole):
            return True
    return False


def _stands(forms: Sequence[str], whole: str) -> bool:
    # "us" and "un" are words too: short forms count in capitals only, or as "Fed".
    short = {f for f in forms if len(f.replace(".", "")) < 4}
    said = [f.upper() if f in short else f.title().replace(" D'", " d'") for f in forms]
    all_ = [*said, *(f.title() for f in short if len(f) == 3), *(_COINS & set(forms))]
    joined = "|".join(re.escape(form) for form in sorted(all_, key=len, reverse=True))
    return re.search(rf"(?<!\w)(?:{joined})(?!\w)", whole) is not None
