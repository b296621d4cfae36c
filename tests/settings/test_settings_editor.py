"""The settings as a list, checked and saved one by one."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from qabot.domain import QabotError
from qabot.settings import Settings, load_settings
from qabot.settings.editor import SettingsEditor
from qabot.settings.entries import Entry
from qabot.tui.remembering import remember_theme


def entry(name: str, editor: SettingsEditor | None = None) -> Entry:
    return next(e for e in (editor or SettingsEditor()).entries() if e.name == name)


def test_every_setting_is_listed_with_help_and_default() -> None:
    found = SettingsEditor().entries()
    assert {e.path[0] for e in found} == set(Settings.model_fields) - {"keys"}
    assert all(e.help and e.origin == "default" and not e.problem for e in found)
    one = entry("quoting.statements")
    assert (one.value, one.default, one.wanted) == ("4", "4", "a whole number from 1 to 10")
    assert entry("writing.patience").wanted == "a number above 0"
    assert (entry("tracing").value, entry("tracing").switch) == ("no", True)


def test_the_origin_of_each_value(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, here = alone / "config/qabot/qabot.toml", Path("qabot.toml")
    ours.write_text('theme = "one"\n[quoting]\nstatements = 2\n[keys]\n"prompt.ask" = "f9"\n')
    here.write_text('theme = "two"\n')
    assert (entry("theme").value, entry("theme").origin) == ("two", "qabot.toml")
    assert (entry("quoting.statements").value, entry("quoting.statements").origin) == (
        "2",
        str(ours),
    )
    assert entry("keys.prompt.ask").path == ("keys", "prompt.ask")
    monkeypatch.setenv("QABOT_QUOTING__STATEMENTS", "5")
    monkeypatch.setenv("QABOT_WRITING", '{"patience": 7}')
    assert entry("quoting.statements").origin == "QABOT_QUOTING__STATEMENTS"
    assert "unset" in entry("quoting.statements").fixed
    assert (entry("writing.patience").value, entry("writing.base_url").origin) == ("7", "default")
    given = entry("model", SettingsEditor({"model": "ollama:x", "corpus": None}))
    assert (given.value, given.origin) == ("ollama:x", "--model")
    assert "--model" in given.fixed


def test_what_is_wrong_is_said_as_it_is_typed(alone: Path) -> None:
    editor = SettingsEditor()
    count = ("quoting", "statements")
    assert editor.check(count, " 3 ") == ""
    for text in ("", "11", "0", "three", "2.5"):
        assert editor.check(count, text) == "It must be a whole number from 1 to 10."
    assert editor.check(("tracing",), "maybe") == "It must be yes or no."
    assert editor.check(("corpus",), "nowhere") == "There is no such folder."
    assert editor.check(("corpus",), str(alone)) == ""
    assert "no setting colour" in editor.check(("colour",), "x")
    with pytest.raises(QabotError, match=r"quoting\.statements cannot be '11'\..*from 1 to 10"):
        editor.save(count, "11")
    Path("qabot.toml").write_text("[quoting]\nstatements = 40\n")
    assert entry("quoting.statements").problem == "It must be a whole number from 1 to 10."


def test_a_setting_is_saved_where_it_is_set(alone: Path) -> None:
    ours, here = alone / "config/qabot/qabot.toml", Path("qabot.toml")
    editor = SettingsEditor()
    assert editor.save(("quoting", "statements"), "3") == ours
    here.write_text("# of this folder\ntheme = 'x' # nice\n")
    assert editor.save(("theme",), "nord") == here
    assert here.read_text() == '# of this folder\ntheme = "nord" # nice\n'
    (alone / "news").mkdir()
    editor.save(("corpus",), "../news")
    editor.save(("tracing",), "yes")
    editor.save(("keys", "prompt.ask"), "f9")
    found = load_settings()
    assert found.quoting.statements == 3
    assert found.corpus == alone / "news"
    assert found.tracing is True
    assert found.keys == {"prompt.ask": "f9"}
    assert editor.reset(("theme",)) == here
    assert editor.reset(("theme",)) is None
    assert load_settings().theme == ""
    assert editor.settings() == load_settings()


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights")
def test_folders_that_are_made_are_for_their_owner_alone(alone: Path) -> None:
    shutil.rmtree(alone / "config", ignore_errors=True)
    file = SettingsEditor().save(("quoting", "statements"), "3")
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert file.stat().st_mode & 0o777 == 0o600
    remember_theme(alone / "state" / "qabot" / "theme", "nord")
    assert (alone / "state" / "qabot").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights")
def test_links_are_followed_and_rights_kept(alone: Path) -> None:
    target = alone / "dotfiles.toml"
    target.write_text("# mine\n")
    target.chmod(0o600)
    ours = alone / "config/qabot/qabot.toml"
    ours.symlink_to(target)
    SettingsEditor().save(("theme",), "nord")
    assert ours.is_symlink()
    assert target.read_text() == '# mine\ntheme = "nord"\n'
    assert target.stat().st_mode & 0o777 == 0o600
    assert os.listdir(alone / "config/qabot") == ["qabot.toml"]


def test_passwords_are_masked() -> None:
    Path("qabot.toml").write_text('model = "openai:x@http://ana:pass@host:1/v1"\n')
    shown = entry("model")
    assert shown.value == "openai:x@http://…@host:1/v1"
    assert shown.masked


def test_a_file_that_cannot_be_changed_is_named(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("qabot.toml").write_text("quoting.statements = [\n1]\n")
    with pytest.raises(QabotError, match=r"quoting\.statements cannot be changed in .*editor"):
        SettingsEditor().save(("quoting", "statements"), "3")
    Path("qabot.toml").write_text("theme = \n")
    with pytest.raises(QabotError, match=r"qabot\.toml cannot be read.*Mend"):
        SettingsEditor().entries()
    Path("qabot.toml").unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(QabotError, match=r"theme was not saved in .*No space.*Check"):
        SettingsEditor().save(("theme",), "nord")
    assert os.listdir(alone / "config/qabot") == []
