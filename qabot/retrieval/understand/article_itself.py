"""Questions about the article just cited itself: who wrote it, when and where it came out."""

from __future__ import annotations

import re
from enum import StrEnum

from qabot.domain import Answer
from qabot.retrieval.words import stem


class Aspect(StrEnum):
    """What of an article is asked for."""

    WRITER = "writer"
    PLACE_AND_DAY = "place and day"


_THIS = r"(?:(?:this|that|the|these|those)\s+(?:news\s+)?(?:articles?|stor(?:y|ies)|reports?|pieces?|texts?)|this|these)"
_OUTLET = r"(?:(?:which|what)\s+(?:outlet|source|(?:news)?paper|newspaper|magazine|agency|site))"
_WRITER = r"(?:author|writer|reporter|journalist)s?"
_FORMS = (
    (Aspect.WRITER, r"who\s+(?:wrote|reported|authored)\s+{it}"),
    (Aspect.WRITER, rf"who\s+(?:is|was|are|were)\s+(?:the\s+)?{_WRITER}(?:\s+of\s+{{it}})?"),
    (Aspect.WRITER, r"(?:by\s+whom|who)\s+(?:is|was|are|were)\s+{it}\s+(?:written|reported)(?:\s+by)?"),
    (Aspect.PLACE_AND_DAY, r"(?:when|where)\s+(?:is|was|are|were)\s+{it}\s+(?:first\s+)?(?:published|written|posted|reported|from)"),
    (Aspect.PLACE_AND_DAY, r"(?:when|where)\s+did\s+{it}\s+(?:come\s+out|appear)"),
    (Aspect.PLACE_AND_DAY, rf"{_OUTLET}\s+(?:wrote|reported|published)\s+{{it}}"),
    (Aspect.PLACE_AND_DAY, rf"{_OUTLET}\s+(?:is|was|are|were)\s+{{it}}\s+from"),
)  # fmt: skip


def _compiled(it: str) -> tuple[tuple[Aspect, re.Pattern[str]], ...]:
    lead = r"\W*(?:(?:and|so|but)\s+)?"
    return tuple(
        (aspect, re.compile(rf"{lead}{form.format(it=it)}\W*", re.IGNORECASE))
        for aspect, form in _FORMS
    )


_OF_THIS = _compiled(_THIS)
_OF_IT = _compiled(r"(?:it|they)")
# Of these "it" may be said as well as of the article.
_PUBLISHED = frozenset(
    stem(word)
    for word in (
        "report study book novel story poem album song record film movie video picture photo image paper letter memo "
        "law bill poll survey memoir diary review plan document statement list ranking manifesto magazine newspaper "
        "research findings results essay play script text speech map data figures tape recording".split()
    )
)


def asks_of_article(question: str, before: Answer | None = None) -> Aspect | None:
    """What a question asks of an article as such: ``who wrote this?``

    ``before``: the answer that it follows. "When was it published?" asks of the article too,
    unless that speaks of anything else that can be published.
    """
    for aspect, form in _OF_THIS:
        if form.fullmatch(question):
            return aspect
    if before is None or not before.citations or _published(before):
        return None
    return next((aspect for aspect, form in _OF_IT if form.fullmatch(question)), None)


def _published(answer: Answer) -> bool:
    texts = (answer.question, answer.searched, *(said.text for said in answer.statements))
    if asks_of_article(answer.question):
        return False
    return any(
        stem(word) in _PUBLISHED for text in texts for word in re.findall(r"[^\W\d_]+", text)
    )
