"""The whole way: questions asked of a real library, figures printed and written."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from qabot.domain import Answer, Answered, Cancel, Failed, Progress, QabotError
from qabot.embedding import load_embedder
from qabot.evaluation.command import add_to, run_eval
from qabot.evaluation.questions import Question, read_questions
from qabot.evaluation.result import is_result, read_result, worst
from qabot.evaluation.run import ask_all
from qabot.library import Library

FLAT = {
    *("hit@1", "hit@3", "hit@5", "hit@10", "mrr@10", "ndcg@10"),
    *("answer_in_first", "answer_in_shown", "gold_first", "gold_shown"),
    *("abstention_auroc", "refusal_precision", "refusal_recall", "quotes_verbatim"),
    *("latency_p50_s", "latency_p95_s", "embed_200_tokens_s", "latency_p50_in_embeddings"),
}
SmallSet = tuple[Path, Path]


def test_every_question_is_asked_and_measured(small_set: SmallSet, small_library: Library) -> None:
    steps: list[Progress] = []
    questions = read_questions(small_set[0]).questions
    records, figures, notices = ask_all(
        small_library, questions, load_embedder(), steps.append, Cancel()
    )
    assert [record.id for record in records] == ["pay", "ribbon", "map", "moon"]
    assert set(figures) >= FLAT
    assert figures["hit@1"] == figures["mrr@10"] == figures["quotes_verbatim"] == 1.0
    assert figures["answer_in_shown"] == 1.0
    assert records[0].retrieved[0] == "harbour"
    assert "6 percent" in "".join(item.quote for item in records[0].quoted)
    assert all(record.seconds > 0 for record in records)
    assert steps[-1] == Progress("asking", 4, 4)
    assert notices == []


def test_a_quote_that_is_not_in_its_article_is_seen(
    small_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = small_library.ask

    def lying(question: str, **rest: object) -> object:
        for event in ask(question, **rest):  # type: ignore[arg-type]
            if isinstance(event, Answered):
                answer = event.answer
                first, *others = answer.evidence
                moved = (replace(first, start=first.start + 1), *others)
                event = Answered(Answer(question, question, citations=moved, hits=answer.hits))
            yield event

    monkeypatch.setattr(small_library, "ask", lying)
    question = Question("pay", "What rise did the union in the harbour accept?")
    records, figures, _ = ask_all(
        small_library, [question], load_embedder(), lambda _: None, Cancel()
    )
    assert records[0].quoted[0].verbatim is False
    assert figures["quotes_verbatim"] == pytest.approx(1 - 1 / len(records[0].quoted))


def test_a_question_that_fails_is_counted(small_library: Library) -> None:
    questions = [Question("empty", ""), Question("fine", "Who cut the ribbon?")]
    records, figures, _ = ask_all(
        small_library, questions, load_embedder(), lambda _: None, Cancel()
    )
    assert figures["failed"] == 1.0
    assert records[0].error
    assert worst(records, 5)[0].id == "empty"


def test_the_day_of_asking_is_passed_on(
    small_set: SmallSet, small_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = []

    def asked(question: str, **rest: object) -> object:
        days.append(rest["asked"])
        yield Failed("not now")

    monkeypatch.setattr(small_library, "ask", asked)
    questions = read_questions(small_set[0]).questions
    ask_all(small_library, questions[:2], load_embedder(), lambda _: None, Cancel())
    assert days == [questions[0].asked, questions[0].asked, None]


def test_articles_that_the_corpus_lacks(small_library: Library) -> None:
    embedder = load_embedder()
    some = Question("q", "Who?", grades={"bridge": 1.0, "gone": 1.0})
    _, _, [notice] = ask_all(small_library, [some], embedder, lambda _: None, Cancel())
    assert "1 of 2 articles" in notice
    assert "'gone'" in notice
    with pytest.raises(QabotError, match="None of the 1 articles"):
        other = Question("q", "Who?", grades={"gone": 1.0})
        ask_all(small_library, [other], embedder, lambda _: None, Cancel())


def test_the_command_keeps_compares_and_shows_the_worst(
    small_set: SmallSet, tmp_path: Path
) -> None:
    questions, articles = map(str, small_set)
    app = typer.Typer()
    app.callback()(lambda: None)
    add_to(app)
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    base = ["eval", questions, "--articles", articles, "--keep", str(tmp_path / "kept")]
    done = CliRunner().invoke(app, [*base, "--json", str(first)])
    assert done.exit_code == 0, done.output
    assert "4 questions, 3 of them answerable" in done.stdout
    vectors = (tmp_path / "kept" / ".qabot" / "catalogue.db").stat().st_ino

    done = CliRunner().invoke(
        app, [*base, "--json", str(second), "--compare", str(first), "--worst", "4"]
    )
    assert done.exit_code == 0, done.output
    assert "Compared question by question" in done.stdout
    assert (tmp_path / "kept" / ".qabot" / "catalogue.db").stat().st_ino == vectors

    saved = json.loads(second.read_text())
    assert set(saved) >= FLAT
    assert saved["hit@1"] == 1.0
    assert saved["about"]["articles"] == 3
    assert sum(part["count"] for part in saved["reliability"]) == 4
    record = saved["records"][1]
    assert record["retrieved"][0] == "bridge"
    assert any(item["answer"] and item["verbatim"] for item in record["quoted"])
    assert is_result(second)
    assert not is_result(small_set[0])

    done = CliRunner().invoke(app, ["eval", str(second), "--compare", str(first)])
    assert done.exit_code == 0, done.output
    assert "hit@1" in done.stdout
    again = read_result(second)
    assert again.figures["hit@1"] == 1.0
    assert again.records[0].scores == saved["records"][0]["scores"]


def test_a_folder_of_files_is_named_by_their_stems(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "2024-05-12-strike.md").write_text("The harbour strike of Lowmoor ended on Sunday.")
    (folder / "2024-06-01-bridge.md").write_text("The iron bridge of Tarn opened to traffic.")
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        '{"question": "When did the strike end?", "articles": ["2024-05-12-strike"]}'
    )
    out = tmp_path / "out.json"
    assert run_eval(questions, folder, json_out=out) == 0
    saved = json.loads(out.read_text())
    assert saved["hit@1"] == 1.0
    assert saved["abstention_auroc"] is None
    assert saved["records"][0]["id"] == "1"


def test_text_cannot_act_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = tmp_path / "a.txt"
    articles.write_text("The strike [/b] in Lowmoor ended on Sunday, [red]as agreed[/red].")
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        json.dumps(
            {"question": "\x1b[2J[/b] Which rocket?", "answers": ["none"], "articles": ["a"]}
        )
    )
    run_eval(questions, articles, worst=3)
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "[/b]" in printed


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"articles": Path("a"), "corpus": Path("b")}, "Both --articles and --corpus"),
        ({"keep": Path("b")}, "--keep is for"),
        ({"articles": Path("missing-articles")}, "missing-articles"),
        ({"json_out": Path("missing-folder/out.json")}, "missing-folder"),
        ({"compare": Path("missing.json")}, "missing.json"),
        ({"corpus": Path("missing-corpus")}, "missing-corpus"),
    ],
)
def test_wrong_options_are_said_before_anything_is_asked(
    small_set: SmallSet,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, Path],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QabotError, match=said):
        run_eval(small_set[0], **options)  # type: ignore[arg-type]


def test_a_kept_folder_holds_nothing_else(small_set: SmallSet, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("An article that must not be asked.")
    with pytest.raises(QabotError, match=r"mine\.md"):
        run_eval(small_set[0], small_set[1], keep=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


def test_articles_that_cannot_be_read_end_the_run(small_set: SmallSet, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(small_set[1].read_text() + "\n{torn\n")
    with pytest.raises(QabotError, match="Not all articles could be read"):
        run_eval(small_set[0], articles)


def test_figures_of_another_kind_are_refused(small_set: SmallSet, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"hit@1": 1.0}')
    with pytest.raises(QabotError, match="no file of figures"):
        run_eval(small_set[0], compare=other)


def test_the_command_loads_nothing_heavy() -> None:
    code = (
        "import sys, qabot.evaluation.command\n"
        "heavy = {'numpy', 'chromadb', 'langchain_core', 'onnxruntime'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
