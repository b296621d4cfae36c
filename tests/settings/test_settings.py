"""Settings: files, environment, flags, and slips in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qabot.domain import QabotError
from qabot.settings import Settings, corpus_folder, load_settings


def test_the_later_wins_key_by_key(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings() == Settings()
    (alone / "config/qabot/qabot.toml").write_text(
        'theme = "one"\n[quoting]\nstatements = 2\nthreshold = 0.1\n'
    )
    Path("qabot.toml").write_text("[quoting]\nthreshold = 0.2\n")
    found = load_settings()
    assert (found.theme, found.quoting.statements, found.quoting.threshold) == ("one", 2, 0.2)
    monkeypatch.setenv("QABOT_QUOTING__THRESHOLD", "0.3")
    monkeypatch.setenv("QABOT_THEME", "two")
    found = load_settings(corpus=None)
    assert (found.theme, found.quoting.statements, found.quoting.threshold) == ("two", 2, 0.3)
    assert load_settings(theme="three").theme == "three"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("colour = 1\n", "no setting colour"),
        ("[quoting]\nsentences = 1\n", r"no setting quoting\.sentences"),
        ("[quoting]\nstatements = 40\n", r"quoting\.statements is wrong"),
        ("theme = \n", r"qabot\.toml cannot be read.*line 1"),
        ("\xff\xfe", r"qabot\.toml cannot be read"),
    ],
)
def test_slips_in_a_file_are_named(content: str, said: str) -> None:
    Path("qabot.toml").write_bytes(content.encode("latin-1"))
    with pytest.raises(QabotError, match=said):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("QABOT_CORPSE", "x", "QABOT_CORPSE is no setting"),
        ("QABOT_QUOTING__SENTENCES", "3", r"no setting quoting\.sentences"),
        ("QABOT_QUOTING__STATEMENTS", "many", r"quoting\.statements is wrong"),
    ],
)
def test_slips_in_the_environment_are_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(QabotError, match=said):
        load_settings()


def test_which_corpus(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert corpus_folder(load_settings()) == (alone / "data/qabot/corpus", True)
    Path("corpus").mkdir()
    assert corpus_folder(load_settings()) == (Path("corpus"), False)
    (alone / "config/qabot/qabot.toml").write_text('corpus = "news"\n')
    assert corpus_folder(load_settings()) == (alone / "config/qabot/news", False)
    monkeypatch.setenv("QABOT_CORPUS", "~/elsewhere")
    assert corpus_folder(load_settings()) == (Path.home() / "elsewhere", False)
    assert corpus_folder(load_settings(corpus=Path("flag"))) == (Path("flag"), False)
