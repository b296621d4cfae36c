"""First questions are made of what the articles say."""

from contextlib import closing
from pathlib import Path

from qabot.library import Library

TOLL = """---
title: Council backs bridge toll
date: 2026-11-22
---

Halden's council voted 14 to 9 on Saturday to charge lorries 30 kroner for crossing the old bridge.
Halden's bridge is in need of repair. Mayor Siri Lund said that the money would pay for it.
"""


def test_whose_it_is_does_not_stay_on_the_name(tmp_path: Path) -> None:
    (tmp_path / "toll.md").write_text(TOLL)
    with closing(Library(tmp_path)) as library:
        library.sync()
        assert library.suggestions() == ["What did Mayor Siri Lund say about Halden?"]
