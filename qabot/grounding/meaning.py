"""Whether a sentence means what its cited sentences mean, by words and by the embedder's vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from qabot.grounding.aligned import Pair, bases
from qabot.grounding.dates import blanked
from qabot.grounding.lists import alike
from qabot.grounding.values import Signal
from qabot.grounding.words import PAST_FORMS, Word, words

if TYPE_CHECKING:
    from qabot.embedding.base import Encoded, TokenEncoder

REMARK = "what it cites says something else"
_FAR = 0.45
"""Cosine from which a sentence is near; short ones are far from long ones."""
_MUCH = 0.5
"""Share of new words above which a paraphrase hardly is one."""
_NEAR = 0.6
"""Cosine of two words by themselves from which they are near."""
_MOST_KEPT = 1000
_MOST = 4.0
"""New words after which more make no difference."""


def meaning(
    pair: Pair, sentence: str, cited: Sequence[str], encoder: TokenEncoder
) -> tuple[float, list[Signal]]:
    """Cosine of the sentence with the nearest of the cited ones or all together; and how much of
    it is new: content words that are neither there nor near a word there, each by how far it is
    from the nearest. Dates do not count: they are checked by themselves.
    """
    import numpy as np

    texts = [*cited, " ".join(cited)] if len(cited) > 1 else list(cited)
    mine, *theirs = (_encoded(text, encoder) for text in (sentence, *texts))
    cosine = max(float(mine.vector @ other.vector) for other in theirs)
    tokens = theirs[-1].tokens
    if not len(tokens) or not len(mine.tokens):
        return cosine, []
    best = np.max(mine.tokens @ tokens.T, axis=1)
    known = bases(pair.theirs)
    content = [w for w in words(blanked(sentence)) if w.content and not w.base.isdigit()]
    far: dict[int, float] = {}
    for place, word in enumerate(content):
        if word.base in known:
            continue
        inside = (mine.offsets[:, 0] >= word.start) & (mine.offsets[:, 1] <= word.end)
        near = float(best[inside].mean()) if inside.any() else 0.0
        far[place] = max(0.0, 1.0 - near) * (0.5 if alike(word.base) & known else 1.0)
    return cosine, list(_signals(cosine, content, far, known))


def _signals(
    cosine: float, content: Sequence[Word], far: dict[int, float], known: set[str]
) -> Iterator[Signal]:
    new = sum(far.values())
    yield Signal("far", max(0.0, _FAR - cosine) / _FAR, "meaning", REMARK)
    yield Signal("new", min(new, _MOST) / _MOST, "meaning", REMARK)
    if content:
        share = new / len(content)
        yield Signal("new_share", share, "meaning", REMARK)
        yield Signal("much_new", min(1.0, max(0.0, share - _MUCH) / _MUCH), "meaning", REMARK)
    pairs = list(pairwise(content))
    if pairs:
        kept = sum(1 for one, other in pairs if one.base in known and other.base in known)
        yield Signal("word_for_word", kept / len(pairs))


def altered_words(pair: Pair, encoder: TokenEncoder) -> Iterator[Signal]:
    """A verb that is unlike all words that are left over in what is cited, where most of the other
    words stand there: rather a fact altered than one said otherwise.
    """
    known = bases(pair.theirs)
    content = [w for w in pair.mine if w.content and not w.text[0].isdigit()]
    new = [w for w in content if not alike(w.base) & known]
    have = bases(pair.mine)
    left = [w for w in pair.nearest() if w.content and w.base not in have]
    if not new or len(new) > 2 or not left or any(w.text[0].isupper() for w in new):
        return
    copied = 1 - len(new) / len(content)
    for word in new:
        verb = _is_verb(pair.mine, word)
        if not verb and len(new) > 1:
            continue
        own = _encoded(word.text.lower(), encoder).vector
        near = max(float(own @ _encoded(w.text.lower(), encoder).vector) for w in left)
        value = min(1.0, max(0.0, (_NEAR - near) / _NEAR * 2)) * copied
        remark = f"\u201c{word.text}\u201d is not said in what it cites"
        yield Signal("altered_word" if verb else "altered_noun", value, "meaning", remark)


def _is_verb(listed: Sequence[Word], word: Word) -> bool:
    lower, at = word.text.lower(), listed.index(word)
    before = listed[at - 1].text.lower() if at else ""
    return lower.endswith("ed") or lower in PAST_FORMS or before in ("to", "will", "would", "not")


_KEPT: WeakKeyDictionary[TokenEncoder, dict[str, Encoded]] = WeakKeyDictionary()


def _encoded(text: str, encoder: TokenEncoder) -> Encoded:
    """A text or word by itself; kept, for the same few are asked for again and again."""
    kept = _KEPT.setdefault(encoder, {})
    if (found := kept.get(text)) is None:
        if len(kept) > _MOST_KEPT:
            kept.clear()
        found = kept[text] = encoder.encode([text])[0]
    return found
