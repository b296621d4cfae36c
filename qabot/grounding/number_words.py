"""Words that say a number: how much each is."""

from __future__ import annotations

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = {word: float(n) for n, word in enumerate(ONES)}
SMALL |= {word: 10.0 * n for n, word in enumerate(TENS, start=2)}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
ORDINALS = {
    word: float(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        1,
    )
}
ORDINALS |= {word + "th": SMALL[word] for word in ONES[13:]}
ORDINALS |= {word[:-1] + "ieth": SMALL[word] for word in TENS}
PARTS = {"half": 0.5, "halves": 0.5, "quarter": 0.25, "quarters": 0.25}
BEHIND_PARTS = frozenset(
    "of more less fewer higher lower larger smaller cheaper as to in on at from by since and or "
    "but was were is are has have had do did does said say voted".split()
) | {""}
"""Words behind "a fifth" where that is a share."""
PARTS |= {word + s: 1 / n for word, n in ORDINALS.items() if n > 2 for s in ("", "s")}
TIMES = {"twice": 2.0, "dozen": 12.0}
TIMES |= {
    verb + ending: times
    for verb, times in (("doubl", 2.0), ("tripl", 3.0), ("trebl", 3.0), ("quadrupl", 4.0))
    for ending in ("e", "ed", "es", "ing")
}
TIMES |= {"pair": 2.0, "both": 2.0, "trio": 3.0, "fortnight": 2.0}
VAGUE = {"dozens": 24.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
