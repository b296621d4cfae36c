"""Words as the checks compare them: without marks, in their base form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from qabot.retrieval.words import STOP_WORDS, stem

_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_CITED = re.compile(r"\s*\[\d+(?:\s*[,;\u2013-]\s*\d+)*\]")
BREAK = re.compile(
    r"[,;:()\u2014]|\s[\u2013-]\s|(?<=[a-z\d\"\u201d])[.!?](?=\s|$)"
    r"|\b(?:but|while|whereas|although|though|after|before|because|since|that|which|who|when|and|"
    r"or|saying|if|rather than|instead of)\b",
    re.IGNORECASE,
)
_IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in (
            "take:took taken;go:went gone;win:won;get:got gotten;give:gave given;make:made;meet:met;"
            "hold:held;find:found;leave:left;lose:lost;pay:paid;sell:sold;buy:bought;rise:rose risen;"
            "fall:fell fallen;begin:began begun;come:came;see:saw seen;know:knew known;keep:kept;"
            "lead:led;tell:told;build:built;send:sent;spend:spent;stand:stood;feel:felt;"
            "think:thought;write:wrote written;choose:chose chosen;drive:drove driven;"
            "break:broke broken;speak:spoke spoken;become:became;run:ran;sit:sat;grow:grew grown;"
            "steal:stole stolen;fly:flew flown;sink:sank sunk;fight:fought;shoot:shot;strike:struck;"
            "seek:sought;bring:brought;teach:taught;catch:caught;throw:threw thrown;draw:drew drawn;"
            "show:shown;beat:beaten;lend:lent;freeze:froze frozen;say:said says;wear:wore;bear:bore;"
            "deal:dealt;quit:quitting;withdraw:withdrew withdrawn;overthrow:overthrew overthrown;"
            "hide:hid hidden;forget:forgot forgotten;flee:fled;bid:bade;swear:swore sworn;ban:banned"
        ).split(";")
    )
    for form in forms.split()
}


PAST_FORMS = frozenset(_IRREGULAR) | {"cut", "hit", "put", "set", "shut", "hurt", "let", "beat"}
"""Past tenses that no ending shows."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence."""

    text: str
    base: str
    """Stem of its base form: ``took`` and ``takes`` are the same."""
    start: int
    end: int
    clause: int
    """Which clause of the sentence, from 0; roughly, by marks and conjunctions."""

    @property
    def content(self) -> bool:
        # "won" is a stop word for the sake of "won't" cut in two.
        return self.text.lower() not in STOP_WORDS or self.text.lower() == "won"


def bare(text: str) -> str:
    """The text with plain quotation marks, dashes and spaces, and without ``[1]``."""
    text = unicodedata.normalize("NFKC", _CITED.sub("", text))
    for marks, plain in (("\u2018\u2019\u02bc", "'"), ("\u201c\u201d\u00ab\u00bb\u201e", '"')):
        text = re.sub(f"[{marks}]", plain, text)
    return re.sub(r"\s+", " ", re.sub("[\u2010-\u2012\u2212]", "-", text)).strip()


@lru_cache(maxsize=20_000)
def base(word: str) -> str:
    """Stem of a word's base form; possessives count as the word."""
    lower = re.sub(r"['\u2019]s?$", "", word.lower())
    plain = "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))
    return stem(_IRREGULAR.get(plain, plain))


@lru_cache(maxsize=512)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    breaks = [match.start() for match in BREAK.finditer(text)]
    found: list[Word] = []
    passed = 0
    for match in _TOKEN.finditer(text):
        while passed < len(breaks) and breaks[passed] <= match.start():
            passed += 1
        found.append(Word(match[0], base(match[0]), match.start(), match.end(), passed))
    return tuple(found)
