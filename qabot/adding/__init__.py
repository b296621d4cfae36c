"""Keeping the catalogue in step with the corpus folder, and bringing files into it."""

from qabot.adding.add import Wanted, add_news, add_wanted
from qabot.adding.embed import embed
from qabot.adding.feeds import Feeds, FollowedFeed
from qabot.adding.remove import remove_article
from qabot.adding.sync import take_folder, without_copies
from qabot.adding.take import Taker
from qabot.adding.tally import Tally
from qabot.adding.watch import watch_folder

__all__ = [
    "Feeds",
    "FollowedFeed",
    "Taker",
    "Tally",
    "Wanted",
    "add_news",
    "add_wanted",
    "embed",
    "remove_article",
    "take_folder",
    "watch_folder",
    "without_copies",
]
