"""A search beside which another process makes the index anew."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from qabot.domain import Ranking
from qabot.library import Library
from qabot.retrieval.search import Candidate, Retriever


def test_what_is_gone_when_it_is_to_be_loaded_is_searched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "---\ntitle: Dock strike\n---\n\nThe dockers of Lindholm went back to work on Monday.\n"
    (tmp_path / "strike.md").write_text(text, encoding="utf-8")
    load, gone = Retriever._load, [1]

    def late(self: Retriever, ranked: Sequence[tuple[int, Ranking]]) -> list[Candidate]:
        if gone:
            gone.pop()
            return load(self, [(id_ + 1000, ranking) for id_, ranking in ranked])
        return load(self, ranked)

    monkeypatch.setattr(Retriever, "_load", late)
    with closing(Library(tmp_path)) as library:
        library.sync()
        found = library.search("dockers", 1)
    assert not gone
    assert [hit.article.title for hit in found] == ["Dock strike"]
