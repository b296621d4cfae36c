"""Make the picture of the README: the chat over the starter articles, a source open.

python tests/tui/picture.py OUT.svg [QUESTION]
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tempfile
from pathlib import Path

from driving import ask, ready, wait_until

from qabot.library import Library
from qabot.settings import Settings
from qabot.starting import starter_folder
from qabot.tui.app import QabotApp

QUESTION = "what did China say about relations?"
SIZE = (120, 36)


async def picture(folder: Path, question: str) -> str:
    """The screen as SVG after asking ``question`` and opening citation 1."""
    opened: list[Library] = []

    def opener() -> Library:
        opened.append(Library(folder, Settings()))
        return opened[-1]

    app = QabotApp(opener, theme="qabot-dark")
    app.animation_level = "none"
    app.chat.prompt.cursor_blink = False
    try:
        async with app.run_test(size=SIZE) as pilot:
            # The first run reads and embeds all the starter articles.
            await wait_until(pilot, lambda: app.state.phase == "ready", seconds=300)
            await ready(pilot)
            await wait_until(pilot, lambda: not app.state.new)
            await ask(pilot, question)
            await pilot.press("1")
            await wait_until(pilot, lambda: app.chat.source.view.has_focus)
            return app.export_screenshot(title="qabot")
    finally:
        for library in opened:
            library.close()


def main() -> None:
    out = Path(sys.argv[1])
    question = sys.argv[2] if len(sys.argv) > 2 else QUESTION
    with tempfile.TemporaryDirectory() as home:
        # The header shows the folder: a name of everyone's, not of this machine.
        os.environ["HOME"] = home
        folder = Path(home) / "news"
        folder.mkdir()
        for file in starter_folder().glob("*.md"):
            shutil.copy(file, folder)
        svg = asyncio.run(picture(folder, question))
    out.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
