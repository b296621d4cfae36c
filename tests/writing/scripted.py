"""Chat models that say what a test wants, and the events of asking through them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from qabot.answering.asking import Thread
from qabot.domain import Answer, Answered, AskEvent, Cancel, Text
from qabot.retrieval.search import Retriever
from qabot.settings import Quoting
from qabot.writing import Writer, write_events

Script = Callable[[list[BaseMessage]], Iterator[str]]


class Scripted(BaseChatModel):
    """Streams what ``script`` yields for the messages; exceptions in it are the model's."""

    script: Script
    calls: list[list[BaseMessage]] = []  # noqa: RUF012 - pydantic copies it

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError

    def _stream(
        self, messages: list[BaseMessage], *args: Any, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        self.calls.append(messages)
        for text in self.script(messages):
            yield ChatGenerationChunk(message=AIMessageChunk(text))
        usage = {"input_tokens": 900, "output_tokens": 40, "total_tokens": 940}
        yield ChatGenerationChunk(message=AIMessageChunk("", usage_metadata=usage))


def saying(*pieces: str, pause: float = 0.0) -> Script:
    def script(messages: list[BaseMessage]) -> Iterator[str]:
        for piece in pieces:
            time.sleep(pause)
            yield piece

    return script


def letters(text: str, size: int = 3) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def writer(script: Script, **options: Any) -> Writer:
    return Writer(Scripted(script=script), "scripted:model", **options)


def events(
    retriever: Retriever,
    question: str,
    by: Writer,
    history: tuple[Answer, ...] = (),
    cancel: Cancel | None = None,
) -> list[AskEvent]:
    thread, stop = Thread(history), cancel or Cancel()
    return list(write_events(retriever, question, thread, Quoting(), stop, by))


def answered(listed: list[AskEvent]) -> Answer:
    assert isinstance(listed[-1], Answered), listed[-1]
    return listed[-1].answer


def streamed(listed: list[AskEvent]) -> str:
    """The text that stands in the end."""
    said = ""
    for event in listed:
        if isinstance(event, Text):
            assert event.takes_back <= len(said)
            said = said[: len(said) - event.takes_back] + event.text
    return said


def id_of(messages: list[BaseMessage], words: str) -> int:
    """The number that a sentence has in a prompt."""
    for line in str(messages[-1].content).split("\n"):
        if words in line and (match := re.match(r"\[(\d+)\]", line)):
            return int(match[1])
    raise AssertionError(f"{words!r} is not in the prompt")
