"""Keeping the catalogue in step with the corpus folder, and bringing files into it."""

from qabot.adding.embed import embed
from qabot.adding.place import Placed, place, write_text
from qabot.adding.removed import Removed
from qabot.adding.sync import Tally, take_file, take_folder

__all__ = ["Placed", "Removed", "Tally", "embed", "place", "take_file", "take_folder", "write_text"]
