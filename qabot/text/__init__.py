"""Plain text with offsets: normalising, sentences, passages, text safe for terminals."""

from qabot.text.embedded import embedded_text
from qabot.text.figures import figures_of, in_digits
from qabot.text.links import shown_link, true_link
from qabot.text.normalise import normalise
from qabot.text.passages import SPLITTER, passages
from qabot.text.sentences import sentences
from qabot.text.visible import visible

__all__ = [
    "SPLITTER",
    "embedded_text",
    "figures_of",
    "in_digits",
    "normalise",
    "passages",
    "sentences",
    "shown_link",
    "true_link",
    "visible",
]
