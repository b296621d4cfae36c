"""Names of outlets: their plain form, and other names of the widely read ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from qabot.retrieval.understand.bags import bag
from qabot.retrieval.understand.names import PLACES

_GROUPS = tuple(
    frozenset(line.split())
    for line in """
    bbc bbcnews britishbroadcastingcorporation
    cnn cablenewsnetwork
    nyt nytimes newyorktimes
    wsj wallstreetjournal
    washingtonpost wapo
    ft financialtimes
    ap apnews associatedpress
    afp agencefrancepresse
    guardian theguardian
    latimes losangelestimes
    times thetimes timesoflondon
    telegraph dailytelegraph
    independent theindependent
    dw deutschewelle
    reuters thomsonreuters
    bloomberg bloombergnews
    nbc nbcnews
    cbs cbsnews
    abcnews abcnewsgo
    fox foxnews
    npr nationalpublicradio
    pbs pbsnewshour
    cbc cbcnews
    scmp southchinamorningpost
    faz frankfurterallgemeine frankfurterallgemeinezeitung
    sz sueddeutsche suddeutsche suddeutschezeitung sueddeutschezeitung
    spiegel derspiegel
    lemonde lemondefr
    hill thehill
    week theweek
    time timemagazine
    economist theeconomist
    atlantic theatlantic
    verge theverge
    conversation theconversation
    intercept theintercept
    sun thesun
    mail dailymail
    mirror dailymirror
    express dailyexpress
    smh sydneymorningherald
    usatoday usatodaynetwork
    xinhua xinhuanet xinhuanewsagency
    rt russiatoday
    tass tassnewsagency
    yonhap yonhapnews yonhapnewsagency
    toi timesofindia
    csmonitor christiansciencemonitor
    hbr harvardbusinessreview
    """.strip().splitlines()
)
_OTHERS = {key: group for group in _GROUPS for key in group}
# Typed in small letters they still can only be the outlet.
PLAIN = bag(
    "bbc bbcnews cnn nyt nytimes wsj wapo afp reuters bloomberg npr nbc cbs cbc scmp faz lemonde usatoday "
    "foxnews apnews nbcnews cbsnews abcnews skynews aljazeera politico axios buzzfeed huffpost "
    "theguardian theweek xinhua tass yonhap spiegel latimes csmonitor techcrunch newsweek"
)
# Last words of newspapers' names.
_PAPERS = bag(
    "argus chronicle courier dispatch echo enquirer examiner express gazette guardian herald inquirer journal mail "
    "mirror news observer post sentinel telegraph times tribune zeitung"
)
_FIRSTS = bag("daily evening financial local morning national new sunday weekend weekly")
# Words by which no outlet is called for short ("the Agency"), though its name end so.
_COMMON = bag(
    "agency bank blog board broadcasting bureau channel city commission committee company corporation council court "
    "daily department digital foundation government group house institute international magazine media ministry "
    "network news office online organisation organization page parliament party people police press radio report "
    "reports republic review service services site society state television today tv union university weekly wire "
    "world"
)
DOMAIN = re.compile(r"(?:https?://)?(?:www\d?\.)?((?:[\w-]+\.)+[a-z]{2,})/?", re.IGNORECASE)
_SECOND_LEVEL = bag("co com org net gov ac edu or ne")
MOST_WORDS = 6


def key(name: str) -> str:
    """Letters and digits only, without case, accents or a leading "the"."""
    plain = unicodedata.normalize("NFKD", name).casefold().strip()
    plain = re.sub(r"^the\s+", "", plain)
    return re.sub(r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c)))


def is_outlet(name: str) -> bool:
    """Whether a name is that of a widely read outlet."""
    return key(name) in PLAIN or key(name) in _OTHERS


def keys(source: str) -> set[str]:
    """All plain forms under which an outlet of the corpus may be asked for."""
    found = {key(source)}
    if domain := DOMAIN.fullmatch(source.strip()):
        labels = domain[1].lower().split(".")[:-1]
        if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
            labels = labels[:-1]
        found.add(key(labels[-1]))
    for known in tuple(found):
        found |= _OTHERS.get(known, frozenset())
    return found - {""}


def is_paper(words: list[str]) -> bool:
    """Whether capitalised words are the name of a newspaper, by the last of them."""
    last = words[-1].lower() if words else ""
    return last in _PAPERS and (len(words) > 1 or last not in _COMMON)


def is_paper_first(word: str) -> bool:
    """Whether a newspaper's name may begin so, and no person's."""
    return word.lower() in _FIRSTS or word.lower() in PLACES


def short_index(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Outlets by the plain forms of what their names of several words end in: "the Courier"."""
    return _short_index(frozenset(sources))


@lru_cache(maxsize=8)
def _short_index(sources: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for source in sorted(sources):
        words = re.sub(r"(?i)^the\s+", "", source).split()
        for begin in range(1, len(words)):
            form = key(" ".join(words[begin:]))
            last = begin == len(words) - 1
            if form and not (last and (form in _COMMON or form in PLACES)):
                found.setdefault(form, []).append(source)
    return {form: tuple(names) for form, names in found.items()}


def index(sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Outlets by plain form."""
    return _index(frozenset(sources))


@lru_cache(maxsize=8)
def _index(sources: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for source in sorted(sources):
        for form in keys(source):
            found.setdefault(form, []).append(source)
    return {form: tuple(names) for form, names in found.items()}
