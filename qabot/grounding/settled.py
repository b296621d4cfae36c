"""Signs that what was open, suspected or planned has become settled, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qabot.grounding.aligned import Pair, bases
from qabot.grounding.lists import alike
from qabot.grounding.values import Signal
from qabot.grounding.words import base

_OPEN = re.compile(
    r"\b(?:may|might|could|possibl[ye]|perhaps|maybe|potentially|likely|unlikely|probabl[ye]|suspect(?:s|ed)?|alleg\w+"
    r"|reportedly|apparently|believ\w+|think\w*|thought|fear\w*|hop(?:es?|ed|ing)|expect\w*|wants?|wanted|would|seek\w*"
    r"|sought|aim\w*|plan\w*|propos\w+|consider\w*|weigh\w*|mull\w*|discuss\w*|intend\w*|estimat\w+|predict\w*|forecast\w*"
    r"|signal\w*|hint\w*|suggest\w*|unclear|undecided|open(?:ed)? (?:an? )?(?:inquiry|investigation|proceedings)|if|unless|whether"
    r"|investigat\w+|look(?:s|ed|ing)? (?:at|into)|try|tries|trying|tried|attempt\w*|urg\w+|demand\w*|call(?:s|ed|ing)? (?:for|on)"
    r"|recommend\w*|should|ought|appeal\w*|pending|candidate|draft|face[sd]?|threat\w*|warn\w*|risk\w*|claim\w*|accus\w+"
    r"|not (?:yet )?(?:said|decided|known|clear|ruled|certain|proven|been)|no (?:proof|evidence|decision)|yet to|far from)\b",
)
_SETTLED = re.compile(
    r"\b(?:established|prov(?:e[sdn]?|en)|confirm(?:s|ed)|certain(?:ly|ty)?|definite(?:ly)?|decided|guilty|convicted|undoubtedly|inevitabl[ye]"
    r"|(?:has|have|had|is|was) (?:clear |firm |hard )?(?:proof|evidence)|sure|surely|guaranteed|undisputed|beyond doubt|without doubt|clearly|concluded|settled|finali[sz]ed|agreed to"
    r"|(?<!to )(?:has|have) (?:already |now |since )?(?:become|been \w+ed|\w+ed|won|built|sold|bought|made|taken|left|found|chosen|begun|set|put|cut|paid)"
    r"|will (?:definitely|certainly|never|now)|is (?:to|going to)|are (?:to|going to))\b",
)
_NO = re.compile(r"\b(?:no|not|never|nothing|nobody|none|neither)\b|n't\b", re.IGNORECASE)


def settled(pair: Pair) -> Iterator[Signal]:
    """What is told as settled where the sentences that it comes from leave it open."""
    there = bases(pair.theirs)
    found = _SETTLED.finditer(pair.sentence)
    # "has requested" where it asks: no surer
    here = next((m for m in found if not alike(base(m[0].split()[-1])) & there), None)
    if here is None or _NO.search(pair.sentence) or _OPEN.search(pair.sentence):
        return
    text = _source(pair)
    firm = any(not m[0].startswith("ha") for m in _SETTLED.finditer(text))
    if text and _OPEN.search(text) and not firm:
        remark = f"what it cites is not so sure: \u201c{here[0]}\u201d"
        yield Signal("settled", 1.0, "certainty", remark)


def _source(pair: Pair) -> str:
    """The cited sentence that shares most words with the sentence."""
    have = {b for w in pair.mine if w.content for b in alike(w.base)}
    counted = [len(have & bases(listed)) for listed in pair.each]
    return pair.texts[counted.index(max(counted))] if any(counted) else ""
