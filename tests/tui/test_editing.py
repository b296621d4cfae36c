"""The user's own editor."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from driving import chat_app, ready, screen_text, type_text, wait_until
from standin import Standin

from qabot.domain import QabotError
from qabot.tui.completing import path_choices
from qabot.tui.editing import edit, editor


def test_the_editor_is_the_users_else_a_usual_one() -> None:
    assert editor({"VISUAL": "code -w", "EDITOR": "vi"}, lambda name: name) == ["code", "-w"]
    assert editor({"VISUAL": "", "EDITOR": "vi"}, lambda name: name) == ["vi"]
    assert editor({}, lambda name: name if name == "vi" else None) == ["vi"]
    with pytest.raises(QabotError, match=r"EDITOR names gone.*VISUAL or EDITOR"):
        editor({"EDITOR": "gone"}, lambda name: None)
    with pytest.raises(QabotError, match="No editor"):
        editor({}, lambda name: None)


def test_what_is_saved_comes_back_and_a_failure_is_named(tmp_path: Path) -> None:
    script = tmp_path / "ed.py"
    script.write_text(
        "import sys, pathlib\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "path.write_text(path.read_text().upper() + ' ünd\\nmore\\n', encoding='utf-8')\n"
    )
    assert edit("why?", [sys.executable, str(script)]) == "WHY? ünd\nmore"
    with pytest.raises(QabotError, match="ended with code 3"):
        edit("why?", [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(QabotError, match="No such file"):
        edit("why?", [str(tmp_path / "no-editor")])


async def test_where_no_editor_can_be_shown_the_draft_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VISUAL", sys.executable)
    app = chat_app(Standin())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await ready(pilot)
        await type_text(pilot, "half a question")
        await pilot.press("ctrl+g")
        await wait_until(pilot, lambda: "cannot be lent" in screen_text(app))
        assert app.chat.prompt.text == "half a question"


def test_paths_are_completed_for_export_too(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (choice,) = path_choices(f"/export {tmp_path}/o")
    assert choice.insert.startswith(f"/export {tmp_path}/out")
    assert path_choices("/why o") == []
