"""Files and folders from outside, texts without a file, and what fails."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from news_made import folder, jsonl, row, text, word
from reading_files import SWAHILI, pdf, zipped

from qabot.domain import Progress
from qabot.library import Library


def files(corpus: Path) -> list[str]:
    """All files of the corpus but our own."""
    names = (path.relative_to(corpus) for path in corpus.rglob("*") if path.is_file())
    return sorted(name.as_posix() for name in names if not name.parts[0].startswith(".qabot"))


def test_files_and_folders_are_copied_in(library: Library, corpus: Path, tmp_path: Path) -> None:
    outside = folder(tmp_path / "news", range(3))
    (outside / "picture.png").write_bytes(b"\x89PNG")
    wire = jsonl(tmp_path / "wire.jsonl", range(10, 15))
    report = library.add([str(outside), str(wire)])
    assert (len(report.added), report.failures) == (8, ())
    assert files(corpus) == [f"news/report-{n}.txt" for n in range(3)] + ["wire.jsonl"]
    assert library.search(word(12), 1)[0].article.key == "a12"
    assert library.sync().added == ()


def test_adding_again_adds_nothing_and_embeds_nothing(
    library: Library, corpus: Path, tmp_path: Path
) -> None:
    outside = folder(tmp_path / "news", range(5))
    wire = jsonl(tmp_path / "wire.jsonl", range(10, 15))
    library.add([str(outside), str(wire)])
    before = files(corpus)
    renamed = tmp_path / "other-name.jsonl"
    renamed.write_bytes(wire.read_bytes())
    steps: list[Progress] = []
    report = library.add([str(outside), str(wire), str(renamed)], progress=steps.append)
    assert (report.added, report.changed, report.unchanged) == ((), (), 15)
    assert f"{renamed}, a10 is the same as wire.jsonl" in report.notices[0]
    assert {step.step for step in steps} <= {"reading"}
    assert files(corpus) == before


def test_other_languages_are_said(library: Library, tmp_path: Path) -> None:
    for name, language in (("a.md", "de"), ("b.md", "English"), ("c.md", "fr-CA")):
        (tmp_path / name).write_text(f"---\nlanguage: {language}\n---\n{text(len(language))}\n")
    report = library.add([str(tmp_path / name) for name in ("a.md", "b.md", "c.md")])
    assert report.notices[0].startswith("2 articles are not in English (de, fr)")
    (tmp_path / "d.md").write_text(SWAHILI)
    (notice,) = library.add([str(tmp_path / "d.md")]).notices
    assert notice.startswith("1 article is in a language that is not recognised")


def test_two_equal_files_in_one_go(library: Library, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.txt").write_text(text(1))
    (tmp_path / "x/b.txt").write_text(text(1))
    report = library.add([str(tmp_path / "x")])
    assert (len(report.added), report.unchanged, report.failures) == (1, 1, ())


def test_a_name_that_is_taken_gets_a_number(library: Library, corpus: Path, tmp_path: Path) -> None:
    for number in range(3):
        wire = jsonl(tmp_path / str(number) / "wire.jsonl", range(number, number + 1))
        library.add([str(wire)])
    assert files(corpus) == ["wire-2.jsonl", "wire-3.jsonl", "wire.jsonl"]
    assert library.counts().articles == 3


def test_a_file_that_changed_replaces_its_copy(
    library: Library, corpus: Path, tmp_path: Path
) -> None:
    wire = jsonl(tmp_path / "wire.jsonl", range(3))
    library.add([str(wire)])
    jsonl(wire, range(1, 5))
    report = library.add([str(wire)])
    assert (len(report.added), report.removed, report.unchanged) == (2, 1, 2)
    assert files(corpus) == ["wire.jsonl"]
    assert {row.key for row in library.rows()} == {"a1", "a2", "a3", "a4"}

    # A malformed version replaces nothing.
    good = wire.read_bytes()
    wire.write_text("no json\n")
    assert len(library.add([str(wire)]).failures) == 1
    assert (corpus / "wire.jsonl").read_bytes() == good

    # What the user has changed in the corpus is never overwritten.
    jsonl(corpus / "wire.jsonl", range(1, 3))
    jsonl(wire, range(1, 9))
    library.add([str(wire)])
    assert files(corpus) == ["wire-2.jsonl", "wire.jsonl"]
    assert len((corpus / "wire.jsonl").read_text().splitlines()) == 2
    assert {row.key for row in library.rows()} == {f"a{n}" for n in range(1, 9)}


def test_patterns(library: Library, tmp_path: Path) -> None:
    folder(tmp_path / "news/2024", range(3))
    (tmp_path / "news/2024/other.txt").write_text(text(9))
    pattern = str(tmp_path / "news/**/report-*.txt")
    assert len(library.add([pattern]).added) == 3
    (failure,) = library.add([str(tmp_path / "news/*.pdf")]).failures
    assert failure.reason == "no file fits this pattern"
    (tmp_path / "with [brackets].txt").write_text(text(10))
    assert len(library.add([str(tmp_path / "with [brackets].txt")]).added) == 1


def test_an_address_without_its_beginning_is_taken_for_one(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.example").write_bytes(b"a file")
    given = ["www.courier.example", "courier.example/a", "notes/a.txt", "a.md", "news.example"]
    said = {failure.path: failure.remedy for failure in library.add(given).failures}
    for address in given[:2]:
        assert f"https://{address}" in said[address]
    assert not any("https" in said[name] for name in given[2:])


def test_an_empty_name_is_said(library: Library) -> None:
    for given in ("", "  "):
        (failure,) = library.add([given]).failures
        assert str(failure) == f"'{given}': no name of a file"
        assert failure.remedy == "Name a file, a folder or an address."


def test_bad_input_is_named_as_given_and_the_rest_goes_on(
    library: Library, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").touch()
    Path("binary.txt").write_bytes(bytes(range(256)) * 10)
    Path("broken.md").write_text("---\ntitle: [x\n---\n\n" + text(1))
    Path("torn.jsonl.gz").write_bytes(gzip.compress(json.dumps(row(2)).encode() * 9)[:-20])
    lines = [json.dumps(row(3)), "{no json", json.dumps({"title": "x"}), json.dumps(row(4))]
    Path("wire.jsonl").write_text("\n".join(lines))
    Path("nothing").mkdir()
    Path("plan").write_text(text(5))
    os.mkfifo("pipe.txt")
    sources = ["empty.txt", "binary.txt", "broken.md", "torn.jsonl.gz", "./wire.jsonl"]
    sources += ["gone.txt", "nothing", "plan", "pipe.txt", "a\0b.txt", "good.txt"]
    Path("good.txt").write_text(text(6))
    report = library.add(sources)
    said = [(failure.path, failure.reason) for failure in report.failures]
    assert [path for path, _ in said] == [
        "empty.txt",
        "binary.txt",
        "broken.md:line 3",
        "torn.jsonl.gz",
        "gone.txt",
        "nothing",
        "plan",
        "pipe.txt",
        "a\0b.txt",
        "./wire.jsonl:line 2",
        "./wire.jsonl:line 3",
    ]
    assert all(reason and "\n" not in reason for _, reason in said)
    assert len(report.added) == 3
    assert files(corpus) == ["good.txt", "wire.jsonl"]  # what holds no article is not copied
    # Adding the file again says again what is wrong with it.
    assert len(library.add(["./wire.jsonl"]).failures) == 2


def test_bad_files_of_a_folder_are_named_within_it(library: Library, tmp_path: Path) -> None:
    outside = folder(tmp_path / "news", range(2))
    (outside / "deep").mkdir()
    (outside / "deep/empty.txt").touch()
    (outside / "link.txt").symlink_to("/etc/hostname")
    report = library.add([str(outside) + "/"])
    assert sorted(failure.path for failure in report.failures) == [
        f"{outside}/deep/empty.txt",
        f"{outside}/link.txt",
    ]
    assert len(report.added) == 2


def test_a_file_that_cannot_be_opened(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused by a patched open, so that it tests the same as root."""
    path = tmp_path / "shut.txt"
    path.write_text(text(1))
    opening = Path.open

    def refused(self: Path, *args: object, **more: object) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return opening(self, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refused)
    (failure,) = library.add([str(path)]).failures
    assert (failure.path, failure.reason) == (str(path), "no permission to read it")


def test_files_of_other_kinds_are_counted_in_one_line(
    library: Library, corpus: Path, tmp_path: Path
) -> None:
    outside = folder(tmp_path / "news", range(1))
    for name in ("a.md.gz", "b.zip", "deep/c.zip", "setup.EXE", "README", ".hidden.zip", "x.zip"):
        (outside / name).parent.mkdir(exist_ok=True)
        (outside / name).write_bytes(b"PK")
    (outside / ".qabotignore").write_text("x.zip\n")
    report = library.add([str(outside)])
    assert (len(report.added), report.failures) == (1, ())
    (notice,) = report.notices
    assert notice.startswith("Passed over 5 files of kinds that are not read (")
    for kind in ("2 .zip", "1 .md.gz", "1 .exe", "1 without suffix"):
        assert kind in notice
    assert f"): {outside}/a.md.gz; " in notice
    assert "and 2 more." in notice
    (corpus / "sub").mkdir()
    (corpus / "sub/d.zip").write_bytes(b"PK")
    (corpus / "e.zip").write_bytes(b"PK")
    (notice,) = library.add([str(corpus / "sub")]).notices
    assert notice.endswith(f"(1 .zip): {corpus}/sub/d.zip.")
    assert library.sync().notices == ()
    (notice,) = library.add([f"{outside}/*.zip"]).notices
    assert "2 .zip" in notice  # a pattern names them no more than a folder does
    (failure,) = library.add([str(outside / "b.zip")]).failures
    assert (failure.reason, failure.remedy) == (
        "packed files (.zip) are not read",
        "Unpack it, and add what is in it.",
    )


def test_files_within_the_corpus_are_taken_where_they_are(library: Library, corpus: Path) -> None:
    folder(corpus / "news", range(2))
    (corpus / ".qabotignore").write_text("draft*\n")
    (corpus / "draft.txt").write_text(text(8))
    (corpus / ".hidden.txt").write_text(text(9))
    sources = ["news/report-1.txt", "draft.txt", ".hidden.txt"]
    report = library.add([str(corpus / name) for name in sources])
    assert [failure.path for failure in report.failures] == [
        str(corpus / "draft.txt"),
        str(corpus / ".hidden.txt"),
    ]
    assert len(report.added) == 1
    assert len(library.add([str(corpus / "news")]).added) == 1
    assert library.sync().removed == 0
    (failure,) = library.add([str(corpus.parent)]).failures
    assert "the corpus itself" in failure.reason


def test_a_hidden_file_from_outside_is_not_hidden_in_the_corpus(
    library: Library, corpus: Path, tmp_path: Path
) -> None:
    (tmp_path / ".note.txt").write_text(text(1))
    library.add([str(tmp_path / ".note.txt")])
    assert files(corpus) == ["note.txt"]
    assert library.sync().removed == 0


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (f" date 2023-06-19 {text(1)}", f"2023-06-19-{text(1).split('.')[0].lower()}.md"),
        (f"---\ntitle: The ferry plan\n---\n{text(1)}", "the-ferry-plan.md"),
        (f"<!DOCTYPE html><title>On ferries</title><p>{text(1)} {text(2)}</p>", "on-ferries.md"),
        ("\n".join(json.dumps(row(n)) for n in range(2)), "pasted.jsonl"),
        (json.dumps([row(1), row(2)]), "pasted.json"),
        ("[Reuters] " + text(1), ""),
        ('{"quoted" is how the minister put it} ' + text(1), ""),
    ],
)
def test_texts_become_files(library: Library, corpus: Path, given: str, name: str) -> None:
    report = library.add([], texts=[given])
    assert report.failures == ()
    assert report.added
    (made,) = files(corpus)
    assert not name or made == name.replace(" ", "-")
    assert library.sync().added == ()
    report = library.add([], texts=[given.encode()])
    assert (report.added, files(corpus)) == ((), [made])


def _docx() -> bytes:
    import docx

    made, buffer = docx.Document(), io.BytesIO()
    made.add_paragraph(text(1))
    made.save(buffer)
    return buffer.getvalue()


def _epub() -> bytes:
    """As zip programs pack a book again: everything compressed, the mark of its kind as well."""
    package = """<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""
    container = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="c.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "c.opf": package,
            "a.xhtml": f"<html><body><p>{text(1)} {' '.join(text(n) for n in range(2, 9))}</p></body></html>",
        }
    )


@pytest.mark.parametrize(
    ("make", "mapping"),
    [
        (lambda: pdf([[(72, 700, 11, text(1)[:80])]]), {}),
        (_docx, {}),
        (_epub, {}),
        (lambda: gzip.compress("\n".join(json.dumps(row(n)) for n in range(2)).encode()), {}),
        (lambda: f'kop;bericht\nVeerplan;"{text(1)}"\n'.encode(), {"text": "bericht"}),
        (lambda: f"kop\tbericht\nVeerplan\t{text(1)}\n".encode(), {"text": "bericht"}),
        (lambda: json.dumps({"bericht": text(1)}).encode(), {"text": "bericht"}),
    ],
    ids=["pdf", "docx", "epub", "gzip", "csv", "tsv", "json"],
)
def test_a_pipe_may_hold_any_kind(
    library: Library, make: Callable[[], bytes], mapping: dict[str, str]
) -> None:
    report = library.add([], texts=[make()], mapping=mapping)
    assert report.failures == ()
    found = {library.article(number).text for number in report.added}
    assert text(1)[:80] in {one[:80] for one in found}


def test_an_empty_text_is_refused(library: Library, corpus: Path) -> None:
    (failure,) = library.add([], texts=["  \n"]).failures
    assert (failure.path, failure.reason) == ("the text", "empty")
    assert files(corpus) == []


def test_fields_by_other_names(library: Library, corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f'kop;bericht;dag\nVeerplan;"{text(1)}";2024-05-11\n')
    mapping = {"title": "kop", "text": "bericht", "published": "dag"}
    assert library.add([str(path)]).failures
    report = library.add([str(path)], mapping=mapping)
    article = library.article(report.added[0])
    assert (article.title, str(article.published)) == ("Veerplan", "2024-05-11")
    # The names are remembered: the file is read the same way when it changes, and at rebuild.
    copy = corpus / "rows.csv"
    copy.write_text(copy.read_text() + f'Haven;"{text(2)}";2024-05-12\n')
    assert len(library.sync().added) == 1
    library.rebuild()
    assert sorted(row.title for row in library.rows()) == ["Haven", "Veerplan"]
