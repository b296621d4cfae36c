"""Words that both sides are known to say alike, before the reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qabot.grounding.reworded import reworded


@pytest.mark.parametrize(
    ("said", "cited", "read"),
    [
        ("It stood for half a century.", "It stood for 50 years.", "It stood for 50 years."),
        ("It ran for three days and cost 5 euros.", "It ran for 72 hours.", "It ran for 72 hours and cost 5 euros."),
        ("It took an hour and a half.", "It took 90 minutes.", "It took 90 minutes."),
        ("It stood for half a century.", "It stood for 60 years.", "It stood for half a century."),
        ("It took about an hour and a half.", "It took 90 minutes.", "It took about an hour and a half."),
        ("It ran for 72 hours.", "It ran for 72 hours, or three days.", "It ran for 72 hours."),
        ("London will not sign.", "The United Kingdom will not sign it.", "United Kingdom will not sign."),
        ("Damascus protested.", "Syria protested.", "Syria protested."),
        ("London will not sign.", "France will not sign it.", "London will not sign."),
        ("They met in London.", "They met in London, the UK said.", "They met in London."),
        ("It let us in.", "The US let them in.", "It let us in."),
    ],
)  # fmt: skip
def test_reworded(said: str, cited: str, read: str) -> None:
    assert reworded(said, cited) == read


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_taken_and_copies_stay_as_they_are(said: str, cited: str) -> None:
    reworded(said, cited)
    assert reworded(said, said) == said
