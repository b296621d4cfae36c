"""Names of a question that the article found does not have, as a sign that it does not answer."""

import pytest

from qabot.answering.quoting import rank
from qabot.answering.weights import load_weights
from qabot.embedding.cross_reader import load_reader
from qabot.library import Library


def missing(library: Library, question: str) -> float:
    found = library._parts().retriever.search(question)
    return rank(found, load_weights(), load_reader()).signals["names_missing"]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("when did the UK leave the EU?", 0),  # United Kingdom, European Union
        ("what rate did the Fed raise in July 2022?", 0),  # the Federal Reserve
        ("what did the WHO declare over about Covid-19?", 0),
        ("when did Atlantis leave the EU?", 0.5),
        ("what rate did the FBI raise in July 2022?", 0.5),
    ],
)
def test_short_names_stand_for_long_ones(starter: Library, question: str, share: float) -> None:
    assert missing(starter, question) == share
