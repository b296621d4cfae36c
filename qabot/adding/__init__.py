"""Keeping the catalogue in step with the corpus folder, and bringing files into it."""

from qabot.adding.add import Wanted, add_wanted
from qabot.adding.embed import embed
from qabot.adding.remove import remove_article
from qabot.adding.sync import take_folder, without_copies
from qabot.adding.take import Taker
from qabot.adding.tally import Tally

__all__ = [
    "Taker",
    "Tally",
    "Wanted",
    "add_wanted",
    "embed",
    "remove_article",
    "take_folder",
    "without_copies",
]
