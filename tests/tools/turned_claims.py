"""Further claims made of written ones by turning one thing: what a reader must learn to see.

Two claims are joined. A claim that is borne out is no longer so once two of its names or figures change places, one of its
verbs is denied, or a word becomes its opposite; a sentence of the article that is copied, whole or
without a clause, is. Crude: a turned sentence may read badly, but its right twin stands beside it.
"""

from __future__ import annotations

import random
import re
from calendar import day_name, month_name
from collections.abc import Iterator

from support_articles import Article, Claim

_NAME = re.compile(
    r"\b[A-Z][\w\-]+(?:(?: |-)(?:(?:of|de|van|von|al|bin|da|do|dos) )?[A-Z][\w\-]+)*"
)
_NO_NAMES = frozenset(
    "January February March April May June July August September October November December Monday "
    "Tuesday Wednesday Thursday Friday Saturday Sunday The A An It He She They In On At By After "
    "Before When While But And His Her Their Its No Not Only Two Three Four Five Six Seven Eight "
    "Nine Ten One None All Most Some More Fewer Less Under For From With Without Despite Although "
    "Though If As Since Until There That This These Those What Who Which Instead Rather Even Nobody "
    "Nothing Neither Both Each Every Because Having To Of According Former President Prime".split()
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|\b\d\b(?!\w)")
_LISTED = re.compile(r"(?:'s)?,? ?(?:and|or|&|,)? ?(?:the )?(?:of |in )?")
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|has|had|have|can|could|should|may|might|must)\b(?! (?:been|to)\b)"
)
_DENIED = re.compile(r"\b(?:not|no|never|none|nobody|nothing|neither|without)\b|n't")
_NOT = re.compile(r"\b(is|are|was|were|will|would|has|had|have|can|could|should|does|did|do) not\b")
_ACTIVE = r"(?<!was )(?<!were )(?<!been )(?<!be )"
_ENOUGH = re.compile(r".{0,10}\b(?:only|all|at least|more than)\b")
_OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in (
        "ahead of/behind|more than/fewer than|more than/less than|higher/lower|rose/fell|rise/fall|"
        "risen/fallen|increase/decrease|increased/decreased|gained/lost|won/lost|accepted/rejected|"
        "accept/reject|agreed to/refused to|supports/opposes|supported/opposed|backed/opposed|"
        "largest/smallest|biggest/smallest|oldest/youngest|older/younger|opened/closed|began/ended|"
        "started/stopped|allowed/banned|allow/ban|confirmed/denied|admitted/denied|"
        "praised/criticised|welcomed/condemned|bought/sold|buy/sell|lent/borrowed|north/south|"
        "east/west|northern/southern|eastern/western|above/below|succeeded/failed|"
        "managed to/failed to|including/excluding|acquitted/convicted|legal/illegal|"
        "lawful/unlawful|earlier/later|sooner/later|shorter/longer|cheaper/dearer|faster/slower|"
        "stronger/weaker|better/worse|best/worst|still/no longer|joined/left|hired/dismissed|"
        "raised/cut|raise/cut|public/private|temporary/permanent|unanimously/narrowly|"
        "because of/despite|minimum/maximum|at least/at most|always/never|buyer/seller|"
        "imports/exports|survived/died|suspended/resumed|injured/unhurt|before/after|first/last|"
        "scored/missed|postponed/brought forward|put off/went ahead with|cancelled/kept|"
        "freed/detained|released/held|widened/narrowed|grew/shrank|climbed/fell|jumped/dropped|"
        "kept/lost|retained/lost|entered/left|arrived in/left|built/demolished|appointed/dismissed|"
        "resigned/stayed in office|was dismissed/resigned|founded/closed|lifted/imposed|"
        "extended/shortened|expanded/reduced|delayed/sped up|attacked/defended|criticised/defended|"
        "promised to/refused to|vowed to/declined to|beat/lost to|defeated/lost to|"
        "adopted/rejected|approved/rejected|passed/rejected|blocked/allowed|approved/blocked|"
        "recalled/sent back|doubled/halved|strengthened/weakened|improved/worsened|eased/worsened|"
        "victory/defeat|winner/loser|profit/loss|surplus/deficit|majority/minority|alive/dead|"
        "unharmed/wounded|safe/hurt|crew/passengers|owner/operator|owned/operated|coach/captain|"
        "gold/silver|silver/bronze|first half/second half|both/neither|everyone/no one|youngest/eldest|"
        "replaced/was replaced by|succeeded/was succeeded by|accused/was accused by|sued/was sued by|"
        "bought/was bought by|beat/was beaten by|owned by/owner of|twice/half|closed/reopened|"
        "opened/shut|accepted/declined|accepted/turned down|returned/stayed away|stayed/left|"
        "won/drew|penalty/free kick|men/women|men's/women's|landed/crashed|sank/stayed afloat"
    ).split("|")
)


def exchanged_names(text: str) -> Iterator[str]:
    """Two names in each other's place, but not two of a list."""
    found = [m for m in _NAME.finditer(text) if m[0].split()[0] not in _NO_NAMES]
    pairs = [
        (one, two)
        for place, one in enumerate(found)
        for two in found[place + 1 :]
        if one[0] not in two[0] and two[0] not in one[0]
        and not _LISTED.fullmatch(text[one.end() : two.start()])
        and not (re.search(r"\b(?:and|met)\b", text[one.end() : two.start()]) and two.start() - one.end() < 30)
    ]  # fmt: skip
    if pairs:
        yield _exchanged(text, *random.choice(pairs))


def exchanged_figures(text: str) -> Iterator[str]:
    """Two figures in each other's place, where there are two, but no years and no range."""
    found = [m for m in _NUMBER.finditer(text) if not re.fullmatch(r"(?:19|20)\d\d", m[0])]
    if len(found) == 2 and found[0][0] != found[1][0]:
        between = text[found[0].end() : found[1].start()]
        if len(between) >= 8 or not re.search(r"\bto\b|\band\b|-|–", between):
            yield _exchanged(text, found[0], found[1])


def denied(text: str) -> Iterator[str]:
    """With a "not", or without the one that it has."""
    if _DENIED.search(text):
        affirmed = _NOT.sub(r"\1", text, count=1)
        if affirmed != text:
            yield affirmed
    elif found := list(_AUXILIARY.finditer(text))[:2]:
        verb = random.choice(found)
        if not _ENOUGH.match(text, verb.end()):
            yield f"{text[: verb.end()]} not{text[verb.end() :]}"


def opposite(text: str) -> Iterator[str]:
    """One word for its opposite."""
    found = [
        (match, other)
        for pair in _OPPOSITES
        for word, other in (pair, pair[::-1])
        for match in re.finditer(rf"{_ACTIVE if 'was ' in other else ''}\b{word}\b", text)
    ]
    if found:
        match, other = random.choice(found)
        yield text[: match.start()] + other + text[match.end() :]


def shortened(text: str) -> Iterator[str]:
    """Without what stands behind a comma, and without an inserted clause: both still hold."""
    whole = re.match(
        r"(.{40,}?), (?:which|who|where|although|while|after|adding|saying|with|as|including|but|and)\b.*\.$",
        text,
    )
    if whole and whole[1].count('"') % 2 == 0:
        yield f"{whole[1]}."
    without = re.sub(r", (?:who|which)[^,]{5,80},(?= )", "", text, count=1)
    if without != text and without.count('"') % 2 == 0:
        yield without


TURNS = (
    ("role", exchanged_names, 0.6, 0.45),
    ("negation", denied, 0.2, 0.15),
    ("verb", opposite, 0.3, 0.2),
    ("figure", exchanged_figures, 0.6, 0.5),
)
"""Kind, how it is made, and how often of a claim and of a sentence."""
COPIED, SHORTENED = 0.35, 0.6
JOINED_WRONG, LONGEST = 0.45, 34
"""Chance that a right pair is left out; words of two claims in one."""
_BETWEEN = (", and ", ", and ", ", while ", "; ", ", ")


def turned(article: Article, share: float) -> list[Claim]:
    """New claims on an article, by chance; ``share`` of the usual number."""
    made: list[Claim] = []
    sources = [(claim.text, claim.cited, True) for claim in article.claims if claim.supported]
    sources += [(text, (number,), False) for number, text in article.sentences.items()]
    for text, cited, written in sources:
        for kind, turn, of_claims, of_sentences in TURNS:
            if random.random() < share * (of_claims if written else of_sentences):
                made += [Claim(_begun(new), cited, kind, False) for new in turn(text)]
        if not written:
            copied = [text] if random.random() < share * COPIED else []
            copied += [one for one in shortened(text) if random.random() < share * SHORTENED]
            made += [Claim(one, cited, "copy", True) for one in copied]
    return made


def joined(article: Article, most: int) -> list[Claim]:
    """Two claims in one sentence, by chance: borne out where both are. Models write long ones."""
    whole = [claim for claim in article.claims if claim.text.endswith(".")]
    made: list[Claim] = []
    for _ in range(6 * most if len(whole) > 1 else 0):
        one, other = random.sample(whole, 2)
        fine = one.supported and other.supported
        apart = not set(one.cited) & set(other.cited)
        if not (one.supported or other.supported) or fine == (random.random() < JOINED_WRONG):
            continue
        if len(f"{one.text} {other.text}".split()) > LONGEST or (apart and random.random() < 0.7):
            continue
        text = f"{one.text[:-1]}{random.choice(_BETWEEN)}{_going_on(other.text)}"
        cited = tuple(dict.fromkeys(one.cited + other.cited))
        made.append(Claim(text, cited, "joined", fine))
    return made[:most]


def _going_on(text: str) -> str:
    """A sentence as the second half of one."""
    first = text.split()[0]
    lower = first in _NO_NAMES and first not in (*month_name, *day_name)
    return text[0].lower() + text[1:] if lower else text


def _exchanged(text: str, one: re.Match[str], two: re.Match[str]) -> str:
    between = text[one.end() : two.start()]
    return text[: one.start()] + two[0] + between + one[0] + text[two.end() :]


def _begun(text: str) -> str:
    return text[0].upper() + text[1:]
