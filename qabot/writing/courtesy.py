"""What a model says to the user beside the answer: "Sure!", "I hope this helps!"."""

from __future__ import annotations

import re

from qabot.writing.refusing import is_reported

_MANY = 30
_THEIRS = r"(?:the |these |your |given |provided |numbered |supplied |above |available )*"
_OF_TALK = (
    r"\b(?:you|your|questions?|ask|help|assist\w*|more|further|else|anything|details?|clarif\w+)\b"
)
_COURTESY = re.compile(
    r"\W*(?:"
    r"(?:sure|certainly|of course|absolutely|(?:great|good) question|hello|hi|okay|ok|understood"
    r"|thanks?(?: you)?(?: for (?:asking|your (?:question|patience)))?|you're welcome|(?:i'm |i am )?(?:happy|glad) to help|no problem)"
    r"(?: thing| there)?"
    r"|(?:i )?hope (?:this|that|it|these)\b.{0,20}\b(?:helps?|helpful|useful|answers?|clarif\w+)\b(?: (?:you|your|to you)\b.{0,30})?"
    r"|(?:if (?:you|there)\b[^,]{0,80}, )?(?:please )?(?:just )?"
    r"(?:let me know|feel free to|(?:don't|do not) hesitate to|(?:just )?ask(?: me)?)\b"
    rf"(?:[^;:]*{_OF_TALK}[^;:]*)?"
    r"|(?:would you like|do you (?:want|need|have any)|is there (?:anything|something) else"
    r"|(?:can|may|could|shall|should) i|what else (?:can|would)|any (?:other|more|further) questions)"
    rf"\b(?:[^;:]*{_OF_TALK})?[^;:]*\?"
    r"|here(?: is|'s| are) (?:the|an?|my|your) (?:\w+ ){0,2}"
    r"(?:answer|summary|response|overview|breakdown)\b[^:;]{0,60}"
    r"|(?:(?:please )?note that )?(?:this|the|my) (?:(?:answer|summary|response|information) )?is based "
    rf"(?:(?:only|solely|entirely|exclusively) )?(?:only )?(?:up)?on {_THEIRS}"
    r"(?:articles?|sentences?|sources?|passages?|excerpts?|texts?|information|context)\b(?: (?:you )?(?:provided|above|given|gave|supplied|alone|only|below|available))*"
    r")\W*",
    re.IGNORECASE,
)


def is_courtesy(bare: str) -> bool:
    """Whether a sentence without its citations is for the user alone and tells nothing."""
    said = bare.replace("\u2019", "'")
    short = len(said.split()) <= _MANY and not re.search(r"\d", said)
    return short and not is_reported(said) and _COURTESY.fullmatch(said) is not None
