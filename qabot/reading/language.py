"""Which language a text is in, where nothing says so."""

from __future__ import annotations

import re
from collections import Counter

_LOOKED_AT = 4000
"""Characters from the beginning of a text."""
_FEWEST = 8
"""Letters below which nothing is guessed."""
_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]", 0.1),  # before Chinese, whose signs Japanese has too
    ("zh", r"[\u4e00-\u9fff]", 0.3),
    ("ko", r"[\uac00-\ud7af]", 0.3),
    ("ur", r"[ٹڈڑںےہ]", 0.02),  # before Persian and Arabic, which have none of these
    ("fa", r"[پچژگی]", 0.02),
    ("ar", r"[\u0600-\u06ff]", 0.3),
    ("he", r"[\u0590-\u05ff]", 0.3),
    ("el", r"[\u0370-\u03ff]", 0.3),
    ("hi", r"[\u0900-\u097f]", 0.3),
    ("bn", r"[\u0980-\u09ff]", 0.3),
    ("pa", r"[\u0a00-\u0a7f]", 0.3),
    ("gu", r"[\u0a80-\u0aff]", 0.3),
    ("ta", r"[\u0b80-\u0bff]", 0.3),
    ("te", r"[\u0c00-\u0c7f]", 0.3),
    ("kn", r"[\u0c80-\u0cff]", 0.3),
    ("ml", r"[\u0d00-\u0d7f]", 0.3),
    ("si", r"[\u0d80-\u0dff]", 0.3),
    ("th", r"[\u0e00-\u0e7f]", 0.3),
    ("lo", r"[\u0e80-\u0eff]", 0.3),
    ("my", r"[\u1000-\u109f]", 0.3),
    ("ka", r"[\u10a0-\u10ff]", 0.3),
    ("am", r"[\u1200-\u137f]", 0.3),
    ("km", r"[\u1780-\u17ff]", 0.3),
    ("hy", r"[\u0530-\u058f]", 0.3),
    ("uk", r"[іїєґІЇЄҐ]", 0.02),  # before Russian, which has none of these
    ("ru", r"[\u0400-\u04ff]", 0.3),
)
# The commonest small words, those that languages share left out.
_WORDS = {
    "en": "the of and to that was for with is his it by as from are at on had not",
    "de": "der die und das ist nicht den von mit sich auf eine dem auch als für hat wird einen",
    "fr": "le la les des et est dans une pour qui sur pas au par avec plus sont du ce",
    "es": "el los las que por una con para su del como más pero sus este ha sido fue y",
    "it": "il che di è per una non sono del della con gli dei anche più alla nel ha le",
    "pt": "os que não uma para com mais dos das foi são pelo pela seu sua em um ao à",
    "nl": "het een van en dat niet zijn met voor op aan ook bij heeft naar wordt uit deze maar",
    "sv": "och att det som är för på av inte till har den med ett om han var så",
    "da": "og at det er til på af ikke den med for der som har et han blev fra også",
    "pl": "nie się na jest że do jak ale przez oraz po który są dla od została jego było",
    "tr": "ve bir bu için ile olarak daha çok olan da de gibi sonra kadar ancak ise her",
    "cs": "se na že je v s z do o k i jsou byl bylo které který podle jako ale pro po od jeho už také jen",
    "hu": "az hogy és nem egy is volt meg csak már még ezt azt mint vagy után szerint majd ha lesz",
    "ro": "și în nu că din cu pe este să pentru mai care au fost sunt lui după până acest",
    "vi": "và của là các có được cho không trong với những người một đã này khi đến tại từ",
    "id": "yang dan di dengan untuk dari pada ini itu akan tidak dalam oleh juga telah sebagai karena ke",
    "fi": "ja on ei että se oli ovat hän mutta kun myös sen kuin joka ovat jos vain",
}
_COMMON = {
    name: frozenset(words.split()) - {"a", "de", "la", "en", "da", "on", "for", "her"}
    for name, words in _WORDS.items()
}
_SHARE = 0.12
"""Share of a text's words that are a language's small ones, from which it is taken for that."""
_TELLING, _TRACE = 40, 0.03
"""Words from which, and share of small English words up to which, a text is not English."""
_LEAD = 1.5
"""So many times more than English has them; than any other, if it is English."""


def guess_language(text: str) -> str:
    """Return the code of the language of ``text``, or nothing if that is not sure."""
    head = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, head))
    if letters < _FEWEST:
        return ""
    for name, signs, share in () if head.isascii() else _SCRIPTS:
        if len(re.findall(signs, head)) >= share * letters:
            return name
    counts = Counter(re.findall(r"[^\W\d_]+", head.lower()))
    total = counts.total()
    if total < _FEWEST:
        return ""
    found = Counter({name: sum(counts[w] for w in common) for name, common in _COMMON.items()})
    (best, count), (_, second) = found.most_common(2)
    sure = count >= _SHARE * total and count > _LEAD * (second if best == "en" else found["en"])
    return best if sure else ""


def is_foreign(text: str) -> bool:
    """Whether a text of some length is surely not English, whatever it is."""
    head = text[:_LOOKED_AT]
    counts = Counter(re.findall(r"[^\W\d_]+", head.lower()))
    english = sum(counts[word] for word in _COMMON["en"])
    return counts.total() >= _TELLING and english < _TRACE * counts.total()
