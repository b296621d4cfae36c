"""The reader: what answers is above what does not, what is borne out above what is not; always the
same, and no input breaks it."""

from __future__ import annotations

import hashlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qabot.domain import QabotError
from qabot.embedding.cross_reader import BUNDLED, CrossReader, load_reader

QUESTION = "How long did the dock strike last?"
ANSWER = "The strike in the harbour ended on Sunday after eleven days."
NEAR = "Dockers had voted for the strike at a meeting in the harbour."
FAR = "The museum shows forty paintings by a local artist."


@pytest.fixture(scope="module")
def reader() -> CrossReader:
    return load_reader()


def test_what_answers_comes_before_what_is_near_and_that_before_what_is_far(
    reader: CrossReader,
) -> None:
    scores = reader.scores(QUESTION, [FAR, NEAR, ANSWER])
    assert scores.dtype == np.float32
    assert scores[2] > scores[1] + 1 > scores[0] + 2


@pytest.mark.parametrize(
    ("question", "answers", "not_it"),
    [
        (
            "Who leads the rescue?",
            "The rescue is led by Captain Irma Holt.",
            "The rescue began at dawn.",
        ),
        (
            "When was the bridge opened?",
            "The bridge was opened in May 1931.",
            "The bridge is 300 metres long.",
        ),
        (
            "Why was the match called off?",
            "Heavy snow made the organisers cancel the match.",
            "The match had been sold out.",
        ),
    ],
)
def test_kinds_of_questions(reader: CrossReader, question: str, answers: str, not_it: str) -> None:
    right, wrong = reader.scores(question, [answers, not_it])
    assert right > wrong


def test_a_score_is_the_same_alone_and_in_company_and_from_many_threads(
    reader: CrossReader,
) -> None:
    texts = [FAR, NEAR, ANSWER, "", "A " * 400]
    together = reader.scores(QUESTION, texts)
    alone = np.concatenate([reader.scores(QUESTION, [text]) for text in texts])
    assert together.tolist() == alone.tolist()
    with ThreadPoolExecutor(4) as pool:
        for again in pool.map(lambda _: reader.scores(QUESTION, texts), range(8)):
            assert again.tolist() == together.tolist()


CITED = (
    "The council refused to sell the old baths to the hotel chain Morvane, whose bid it called low."
)


@pytest.mark.parametrize(
    "written",
    [
        "The hotel chain Morvane will not get the old baths.",
        "Morvane's offer for the baths was turned down by the council.",
        "In the council's view the chain had offered too little.",
    ],
)
def test_what_is_borne_out_is_above_what_is_altered(reader: CrossReader, written: str) -> None:
    altered = [
        "The hotel chain Morvane has bought the old baths.",
        "Morvane turned down the council's offer for the baths.",
        "The council was pleased with how much the chain had offered.",
        "The baths were closed because of leaks in the roof.",
    ]
    right = reader.supports(written, [CITED])[0]
    assert right > 0 and right > max(reader.supports(one, [CITED])[0] for one in altered)


def test_support_is_the_same_alone_and_in_company(reader: CrossReader) -> None:
    texts = [CITED, FAR, "", "A " * 900]
    together = reader.supports(ANSWER, texts)
    alone = [reader.supports(ANSWER, [text])[0] for text in texts]
    assert together.dtype == np.float32 and together.tolist() == [float(one) for one in alone]


def test_no_sentences(reader: CrossReader) -> None:
    assert reader.scores(QUESTION, []).shape == (0,)
    assert reader.supports(ANSWER, []).shape == (0,)


def test_a_long_question_leaves_room_for_the_sentence(reader: CrossReader) -> None:
    right, wrong = reader.scores(f"{QUESTION} " + "please tell me now " * 3000, [ANSWER, FAR])
    assert right > wrong


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_any_text_gets_a_number(question: str, texts: list[str]) -> None:
    scores = load_reader().scores(question, texts)
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()
    assert np.isfinite(load_reader().supports(question, texts)).all()


@pytest.mark.parametrize("name", ["lower.onnx", "answers.onnx", "supports.onnx"])
@pytest.mark.parametrize("spoil", ["flip", "missing"])
def test_a_damaged_reader_is_an_error_that_names_the_file(
    tmp_path: Path, spoil: str, name: str
) -> None:
    copy = Path(shutil.copytree(BUNDLED, tmp_path / "reader"))
    model = copy / name
    if spoil == "missing":
        model.unlink()
    else:
        with open(model, "r+b") as file:
            file.write(b"x")
    with pytest.raises(QabotError, match="reader") as error:
        CrossReader(copy).supports(ANSWER, [CITED])
    assert str(model) in error.value.message
    assert "einstall" in error.value.remedy


def test_its_card_tells_origin_and_checksum() -> None:
    card = (BUNDLED / "MODEL_CARD.md").read_text(encoding="utf-8")
    sums = json.loads((BUNDLED / "checksums.json").read_text(encoding="utf-8"))
    assert set(sums) == {"lower.onnx", "answers.onnx", "supports.onnx"}
    for name, known in sums.items():
        assert known == hashlib.sha256((BUNDLED / name).read_bytes()).hexdigest()
        assert known in card
    assert "ms-marco-MiniLM-L-12-v2" in card
    assert "Apache License" in (BUNDLED / "LICENSE").read_text(encoding="utf-8")
