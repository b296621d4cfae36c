"""A follow-up of what is somebody else's or of another kind."""

from __future__ import annotations

import pytest

from qabot.retrieval.understand.genitives import of_another


@pytest.mark.parametrize(
    ("main", "wanted", "found"),
    [
        ("who won the Women's World Cup?", "the men's", "who won the men's World Cup?"),
        ("who won the girls' race?", "the boys'", "who won the boys' race?"),
        ("who won the girls’ race?", "the boys’ one", "who won the boys’ race?"),
        ("who won the Ellis Cup?", "the women's", "who won the women's Ellis Cup?"),
        ("who won the women's Ellis Cup?", "the chess one", "who won the chess Ellis Cup?"),
        ("what is Vera Holm's plan?", "Otto Lind's", "what is Otto Lind's plan?"),
        ("what is Holm's plan?", "the president's", "what is the president's plan?"),
        ("what is the president's plan?", "the king's", "what is the king's plan?"),
        ("what's the plan?", "Holm's", None),
        ("who won the race?", "Holm's", None),
        ("what is Holm's plan?", "the men's", None),
        ("what caused the first Ellis fire?", "the second one", None),
        ("did the Ellis Cup follow the Kaldby Cup?", "the women's", None),
        ("who won the Ellis Cup?", "Kaldby", None),
        ("who won the Ellis Cup?", "it's", None),
        ("", "the men's", None),
    ],
)
def test_of_another(main: str, wanted: str, found: str | None) -> None:
    assert of_another(wanted, main) == found
