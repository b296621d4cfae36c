"""Answers and threads as text for elsewhere: quotes to paste, Markdown, JSON."""

from qabot.exporting.markdown import thread_markdown
from qabot.exporting.quotes import attribution, footnote, in_quotes, quote_text, singled
from qabot.exporting.shapes import answer_json, thread_json
from qabot.exporting.values import Exchange, Exported, file_name, unquoted

__all__ = [
    "Exchange",
    "Exported",
    "answer_json",
    "attribution",
    "file_name",
    "footnote",
    "in_quotes",
    "quote_text",
    "singled",
    "thread_json",
    "thread_markdown",
    "unquoted",
]
