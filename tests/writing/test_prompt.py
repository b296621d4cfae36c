"""What a model is told: as much as its window holds, each thing once, with outlet and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from langchain_core.messages import BaseMessage
from loopback import serving
from scripted import answered, events, id_of, letters, writer

from qabot.embedding import load_embedder
from qabot.grounding import Cited, check
from qabot.library import Library
from qabot.retrieval.search import Retriever
from qabot.writing import open_writer
from qabot.writing.models import BUDGET, LONGEST_ANSWER
from qabot.writing.prompt import OVERHEAD, SYSTEM, question_prompt
from qabot.writing.sources import choose_sources, tokens_of

HEAD = "---\ntitle: {}\nsource: {}\npublished: 2024-05-{}\n---\n"
STORY = (
    "The ferry Alma ran aground off Cape Lorn on Sunday night. All {} people on board were taken off "
    "by lifeboats before dawn. The coast guard has opened an inquiry into the grounding of the Alma. "
    "Divers found a hole of two metres in the hull of the ferry."
)
OTHER = (
    "The ferry Alma was carrying {} people when it ran aground off Cape Lorn, its owner said. "
    "Its captain, Jon Falk, had been at sea for thirty years."
)
QUESTION = "How many people were on the ferry Alma when it ran aground?"


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    folder: Path = tmp_path_factory.mktemp("ferry") / "corpus"
    folder.mkdir()
    rows = [
        ("Ferry runs aground", "Gazette", 13, STORY.format(87)),
        ("Ferry aground off cape", "Morning Wire", 13, STORY.format(87)),  # the same report
        ("Ferry Alma aground", "Courier", 14, OTHER.format(91)),
    ]
    for number, (title, outlet, day, text) in enumerate(rows):
        (folder / f"{number}.md").write_text(HEAD.format(title, outlet, day) + text, "utf-8")
    for number in range(12):
        text = " ".join(f"The ferry on line {number} sailed {n} times last year." for n in range(9))
        name = HEAD.format(f"Ferry line {number}", "Shipping News", 10)
        (folder / f"line{number}.md").write_text(name + text, "utf-8")
    library = Library(folder)
    library.sync()
    yield library._parts().retriever
    library.close()


def prompt_of(ferry: Retriever, budget: int = 2700) -> str:
    seen: list[str] = []

    def script(messages: list[BaseMessage]) -> Iterator[str]:
        seen.append(str(messages[-1].content))
        yield "The articles do not answer this."

    events(ferry, QUESTION, writer(script, budget=budget))
    return seen[0]


def test_sentences_are_numbered_below_their_outlet_and_date(ferry: Retriever) -> None:
    prompt = prompt_of(ferry)
    groups = re.findall(r"^Article: (.*)$", prompt, re.MULTILINE)
    assert len(groups) == len(set(groups)), "an article stands in two places"
    assert "Ferry Alma aground (Courier · 14 May 2024)" in groups
    block = prompt.split("Article: Ferry Alma aground")[1].split("Article:")[0]
    assert re.search(r"^\[\d+\] The ferry Alma was carrying 91 people", block, re.MULTILINE)
    assert prompt.startswith(f"Question: {QUESTION}") and prompt.rstrip().endswith("Answer:")


def test_near_copies_come_once_and_the_citation_names_both_outlets(ferry: Retriever) -> None:
    prompt = prompt_of(ferry)
    for sentence in ("All 87 people on board", "Divers found a hole", "has opened an inquiry"):
        assert prompt.count(sentence) == 1

    def script(messages: list[BaseMessage]) -> Iterator[str]:
        yield f"All 87 people were taken off by lifeboats [{id_of(messages, 'lifeboats')}]."

    (citation,) = answered(events(ferry, QUESTION, writer(script))).citations
    assert {citation.source, *citation.also_in} == {"Gazette", "Morning Wire"}


@pytest.mark.parametrize("budget", [120, 400, 1500])
def test_the_prompt_keeps_to_its_budget(ferry: Retriever, budget: int) -> None:
    prompt = prompt_of(ferry, budget)
    tokens = len(load_embedder().encode([""])[0].tokens) + sum(
        len(encoded.tokens) for encoded in load_embedder().encode(prompt.split("\n"))
    )
    assert tokens <= budget + OVERHEAD
    assert "ferry Alma" in prompt.split("<articles>")[1], "the best is in any budget"
    sizes = [len(prompt_of(ferry, more)) for more in (budget, budget * 3)]
    assert sizes[0] < sizes[1] or budget >= 1500


def test_what_is_beside_the_sentences_fits_what_is_set_aside_for_it() -> None:
    around = question_prompt("x " * 60, [])
    assert tokens_of(SYSTEM) + tokens_of(around) <= OVERHEAD * 1.3
    encoded = load_embedder().encode([*SYSTEM.split("\n"), around])
    assert sum(len(one.tokens) for one in encoded) <= OVERHEAD


@pytest.mark.parametrize(("window", "budget"), [(1500, 350), (2048, 898), (131_072, BUDGET)])
def test_the_budget_is_that_of_the_models_window(
    ferry: Retriever, window: int, budget: int
) -> None:
    pytest.importorskip("langchain_ollama")
    with serving() as server:
        server.window = window
        by = open_writer(f"ollama:test@{server.url}")
        assert by.budget == budget
        events(ferry, QUESTION, by)
        asked = server.asked[0]
    said = "\n".join(str(message["content"]) for message in asked["messages"])
    encoded = load_embedder().encode(said.split("\n"))
    tokens = sum(len(one.tokens) for one in encoded)
    assert tokens + LONGEST_ANSWER <= asked["options"]["num_ctx"]


def test_a_short_budget_takes_the_best_sentences_first(ferry: Retriever) -> None:
    hits = answered(events(ferry, QUESTION, writer(lambda m: iter(letters("No idea."))))).hits
    few, many = choose_sources(hits, 150), choose_sources(hits, 2000)
    assert 0 < len(few) < len(many)
    assert {s.text for s in few} <= {s.text for s in many}


def test_outlets_that_disagree_are_both_shown(ferry: Retriever) -> None:
    assert "disagree" in SYSTEM and "name them" in SYSTEM

    def script(messages: list[BaseMessage]) -> Iterator[str]:
        one, two = id_of(messages, "All 87 people"), id_of(messages, "carrying 91 people")
        yield f"The Gazette says that 87 people were on board, the Courier 91 [{one}, {two}]."

    answer = answered(events(ferry, QUESTION, writer(script)))
    (statement,) = answer.statements
    assert answer.mode == "writing" and statement.supported, statement.remark
    assert {c.source for c in answer.citations} == {"Gazette", "Courier"}


def test_outlets_whose_words_are_exchanged_are_marked() -> None:
    cited = [
        Cited("All 87 people on board were taken off.", date(2024, 5, 13), "Gazette"),
        Cited("The ferry was carrying 91 people, its owner said.", date(2024, 5, 14), "Courier"),
    ]
    embedder = load_embedder()
    fine = "The Gazette speaks of 87 people on board, while the Courier reports 91."
    assert check(fine, cited, embedder).supported
    turned = "The Gazette speaks of 91 people on board, while the Courier reports 87."
    assert check(turned, cited, embedder).kind == "speaker"


def test_a_refusal_shows_the_nearest_passages_and_no_words_of_the_models(ferry: Retriever) -> None:
    said = "The articles do not answer this."
    answer = answered(events(ferry, "Who built the ferry Alma?", writer(lambda m: iter([said]))))
    assert not answer.answered and not answer.statements and not answer.citations
    assert answer.nearest and any("Alma" in c.quote for c in answer.nearest)
    assert any("found no answer" in notice for notice in answer.notices)
