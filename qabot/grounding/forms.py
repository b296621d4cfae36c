"""Base forms of words: ``took`` and ``takes`` are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qabot.retrieval.words import stem

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
            "hide:hid hidden;forget:forgot forgotten;flee:fled;bid:bade;swear:swore sworn;ban:banned;"
            "forbid:forbade forbidden;shrink:shrank shrunk;lay:laid;eat:ate eaten;feed:fed;hear:heard;mean:meant;"
            "ride:rode ridden;shake:shook shaken;sing:sang sung;slide:slid;tear:tore torn;understand:understood;"
            "undertake:undertook;overcome:overcame;uphold:upheld;withstand:withstood;withhold:withheld;dig:dug;swing:swung;"
            "die:dying dies;lie:lying;bend:bent;spin:spun;burst:burst;spread:spread;"
            "weave:wove woven;arise:arose arisen;sweep:swept;creep:crept;lean:leant;light:lit;shed:shed"
        ).split(";")
    )
    for form in forms.split()
}


_PLURALS = {
    "children": "child", "women": "woman", "men": "man", "wives": "wife", "lives": "life",
    "thieves": "thief", "feet": "foot", "wolves": "wolf", "mice": "mouse", "teeth": "tooth",
    "halves": "half", "halve": "half", "halved": "half", "halving": "half",
}  # fmt: skip
_LETTERS = str.maketrans(
    {"\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00df": "ss", "\u00e6": "ae"}
)
PAST_FORMS = frozenset(_IRREGULAR) | {"cut", "hit", "put", "set", "shut", "hurt", "let", "beat"}
"""Past tenses that no ending shows."""


@lru_cache(maxsize=20_000)
def base(word: str) -> str:
    """Stem of a word's base form; possessives count as the word."""
    lower = re.sub(r"['\u2019]s?$", "", word.lower())
    plain = unicodedata.normalize("NFD", lower.translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return stem(_IRREGULAR.get(plain) or _PLURALS.get(plain, plain))
