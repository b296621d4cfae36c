"""Whether a question asks for the newest."""

from __future__ import annotations

import re

_LATEST = re.compile(
    r"(?<!at the )\blatest\b|\bnewest\b|\bmost\s+recent(?:ly)?\b|\bcurrently\b|\brecently\b|\blately\b|\bright\s+now\b|"
    r"\bat\s+the\s+moment\b|\bin\s+recent\s+(?:days|weeks|months)\b|\bas\s+of\s+(?:now|today)\b|\bso\s+far\b|\bthese\s+days\b|\bup[- ]to[- ]date\b|"
    r"(?:\b(?:the|its|his|her|their|our)|['’]s)\s+current\s+(?!in\b|of\b|through\b|at\b|was\b|is\b|flows?\b)\w|"
    r"\bnow(?=\s*(?:$|[?!]))|\bwhat['’]?s\s+new\b|\bany\s+(?:news|updates?)\b",
    re.IGNORECASE,
)
# "The latest on X", "any news about X": nothing but X that articles about X would say.
_THE_LATEST = re.compile(
    r"^\s*(?:(?:what\s+(?:is|are)|what['’]s|show me|give me|tell me|any)\s+)?(?:the\s+)?(?:very\s+)?"
    r"(?:(?:latest|newest|most\s+recent)(?:\s+(?:news|updates?|developments?|headlines?|articles?|stories|reports?))?"
    r"|(?:news|updates?|new|anything(?:\s+new)?|something))\s+"
    r"(?:on|about|regarding|concerning|from|in|with|of)\s+(?=\w)",
    re.IGNORECASE,
)


def asks_latest(question: str) -> bool:
    return _LATEST.search(question) is not None


def without_latest(question: str) -> str:
    """``what's the latest on Sudan?`` as ``what about Sudan?``"""
    match = _THE_LATEST.match(question)
    return f"what about {question[match.end() :]}" if match else question
