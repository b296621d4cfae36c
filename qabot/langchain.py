"""qabot in LangChain: the search as a retriever, and asking as a runnable.

from qabot.langchain import Answerer, as_text, open_corpus

library = open_corpus("corpus")
documents = library.retriever(k=5).invoke("why was the trip postponed?")
chain = Answerer(library) | as_text
print(chain.invoke("why was the trip postponed?"))
library.close()
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor

from qabot.domain import Answer, Answered, AskEvent, Failed, QabotError, outlet_and_day
from qabot.library import Library
from qabot.retrieval.langchain import PassageRetriever, as_document
from qabot.settings import load_settings

__all__ = ["Answerer", "PassageRetriever", "as_document", "as_text", "open_corpus"]


def open_corpus(folder: str | Path, *, model: str = "") -> Library:
    """Open a folder of articles and bring its index up to date. Close it when done.

    ``model`` writes the answers, for example ``ollama:llama3.2``; without it the articles are
    quoted. Raises ``QabotError``.
    """
    library = Library(Path(folder), load_settings(model=model or None))
    library.sync()
    return library


class Answerer(Runnable[str, Answer]):
    """A question in, an ``Answer`` out: statements with their citations.

    Errors that a user should see are raised as ``QabotError``.
    """

    def __init__(self, library: Library) -> None:
        self.library = library

    def invoke(self, input: str, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        return self._call_with_config(self._answer, input, config, run_type="chain")

    async def ainvoke(
        self, input: str, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Answer:
        return await run_in_executor(config, self.invoke, input, config)

    def events(self, question: str) -> Iterator[AskEvent]:
        """What happens while it is answered: the text as it comes, ``Answered`` last."""
        return self.library.ask(question)

    async def aevents(self, question: str) -> AsyncIterator[AskEvent]:
        """``events`` without blocking the loop."""
        events, end = self.library.ask(question), object()
        while (event := await run_in_executor(None, next, events, end)) is not end:
            yield event  # type: ignore[misc]

    def _answer(self, question: str) -> Answer:
        for event in self.library.ask(question):
            if isinstance(event, Answered):
                return event.answer
            if isinstance(event, Failed):
                raise QabotError(event.message, event.remedy)
        raise QabotError("The question was not answered.", "Ask again.")


def as_text(answer: Answer) -> str:
    """An answer as plain text with numbered sources; marks stand behind their sentence."""
    lines: list[str] = []
    for statement in answer.statements:
        numbers = [f"[{n}]" for n in statement.citations if f"[{n}]" not in statement.text]
        mark = f"({statement.remark})" if statement.remark else ""
        lines.append(" ".join([statement.text, *numbers, *([mark] if mark else [])]))
    if not answer.answered:
        lines.append("Nothing in the articles answers this.")
    lines += [
        "",
        *(
            f"[{c.number}] {c.title}, {outlet_and_day(c.source, c.published, page=c.page)}"
            for c in answer.evidence
        ),
    ]
    return "\n".join(lines).strip()
