"""Bylines in the text of a page whose metadata names nobody."""

from __future__ import annotations

import pytest

from qabot.reading.byline import take_byline

REST = "The talks broke down on Monday."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Bell", "Ana Bell"),
        ("By ANA BELL", "ANA BELL"),
        ("By Ana Bell and Bo J. Lind", "Ana Bell, Bo J. Lind"),
        ("By Ana Bell, Bo Lind and Cy O\u2019Hara", "Ana Bell, Bo Lind, Cy O\u2019Hara"),
        ("By Ana Bell, political editor", "Ana Bell"),
        ("Von Lena Orth", "Lena Orth"),
    ],
)
def test_names(line: str, names: str) -> None:
    assert take_byline(f"{line}\n\n{REST}") == (names, REST)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the talks had failed.",
        "By Monday",
        "By Ana Bell the talks were called a farce.",
        "Von der Leyen in Kiew",
        "Ana Bell",
        "By the sea",
    ],
)
def test_sentences_stay(line: str) -> None:
    assert take_byline(f"{line}\n\n{REST}") == ("", f"{line}\n\n{REST}")


def test_a_text_that_is_only_a_byline_stays() -> None:
    assert take_byline("By Ana Bell") == ("", "By Ana Bell")
