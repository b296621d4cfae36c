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
    ("ar", r"[\u0600-\u06ff]", 0.3),
    ("he", r"[\u0590-\u05ff]", 0.3),
    ("el", r"[\u0370-\u03ff]", 0.3),
    ("hi", r"[\u0900-\u097f]", 0.3),
    ("th", r"[\u0e00-\u0e7f]", 0.3),
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
