"""qabot from LangChain: the standard tests for retrievers, and a chain that answers."""

from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda

from qabot.domain import Answered, QabotError
from qabot.langchain import Answerer, PassageRetriever, as_text
from qabot.library import Library

standard = pytest.importorskip("langchain_tests.integration_tests.retrievers")


class TestPassageRetriever(standard.RetrieversIntegrationTests):  # type: ignore[misc,name-defined]
    made: Any = None

    @pytest.fixture(autouse=True)
    def _searching(self, starter: Library) -> None:
        type(self).made = starter._parts().retriever

    @property
    def retriever_constructor(self) -> type[PassageRetriever]:
        return PassageRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"retriever": self.made}

    @property
    def retriever_query_example(self) -> str:
        return "why was the trip postponed?"


def test_a_chain_that_answers(starter: Library) -> None:
    said = (Answerer(starter) | RunnableLambda(as_text)).invoke("why was the trip postponed?")
    assert "\n[1] Blinken holds talks in Beijing" in said


def test_many_questions_and_a_bad_one(starter: Library) -> None:
    answers = Answerer(starter).batch(["why was the trip postponed?", "who is Blinken?"])
    assert len(answers) == 2
    with pytest.raises(QabotError):
        Answerer(starter).invoke("?!")


async def test_without_blocking(starter: Library) -> None:
    answer = await Answerer(starter).ainvoke("why was the trip postponed?")
    events = [event async for event in Answerer(starter).aevents("why was the trip postponed?")]
    assert isinstance(events[-1], Answered)
    assert events[-1].answer.statements == answer.statements
