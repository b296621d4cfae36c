"""The index is made anew beside the old one, which serves until the end."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections import namedtuple
from contextlib import closing
from dataclasses import replace

import pytest
from news_made import folder, jsonl, word

import qabot.adding.renew as renewing
from qabot.domain import Cancel, Cancelled, Progress, QabotError
from qabot.embedding.minilm import MiniLM
from qabot.library import HIDDEN, Library
from qabot.settings import Settings
from qabot.storage.lock import OwnerLock
from qabot.storage.place import FOLDER, LOCK


def names(library: Library) -> dict[tuple[str, str], int]:
    return {(row.path, row.key): row.number for row in library.rows()}


def ids(library: Library) -> dict[int, bytes]:
    with library.catalogue.reading() as db:
        return dict(db.execute("SELECT passage, vector FROM vectors").fetchall())


def well(library: Library) -> None:
    """Whole, and words, vectors and Chroma agree."""
    catalogue = library.catalogue
    assert catalogue.check() == [] and catalogue.check_words()
    counts = library.counts()
    assert counts.embedded == counts.passages == catalogue.vector_count()
    library.warm()
    index = library._parts().index
    assert index.drain() and index.state == "Chroma"
    generations = index._generations
    assert generations is not None and generations.chroma is not None
    there = generations.worker.call("list", generations.chroma.ids, 60.0)
    assert there == set(catalogue.vector_ids().tolist())
    for row in library.rows():
        article = library.article(row.number)
        passage = catalogue.passages_of(row.number)[0]
        vector = catalogue.vectors_of([passage.id]).vectors[0]
        assert index.search(vector, 1)[0][1] > 0.99
        assert article.text[passage.start : passage.end]
    assert not (library.folder / HIDDEN / FOLDER).exists()


def test_numbers_ids_and_vectors_of_what_is_the_same_are_kept(library, write, corpus) -> None:
    for number in range(4):
        write(f"{number}.txt", number)
    jsonl(corpus / "wire.jsonl", range(10, 14))
    library.sync()
    library.remove(names(library)["1.txt", ""])  # a gap in the numbers
    write("0.txt", 0, " And more.")  # changed, not synced
    write("late.txt", 9)
    (corpus / "3.txt").unlink()
    before, vectors = names(library), ids(library)
    added = {row.number: row.added for row in library.rows()}
    steps: list[Progress] = []
    report = library.rebuild(progress=steps.append)
    after = names(library)
    assert len(report.added) == len(after) == 7
    assert {key: after[key] for key in before if key in after} == {
        key: number for key, number in before.items() if key != ("3.txt", "")
    }
    assert after["late.txt", ""] > max(before.values())
    # Only what is new was embedded; the rest is byte for byte what it was.
    assert max(step.done for step in steps if step.step == "embedding") == 2
    same = {row.number for row in library.rows()} - {after["0.txt", ""], after["late.txt", ""]}
    for number in same:
        (passage,) = library.catalogue.passages_of(number)
        assert ids(library)[passage.id] == vectors[passage.id]
    assert {n: added[n] for n in same} == {
        r.number: r.added for r in library.rows() if r.number in same
    }
    well(library)
    assert library.sync() == replace(library.sync(), added=(), changed=(), removed=0)


def test_all_is_embedded_again_if_that_is_wanted(library, corpus) -> None:
    folder(corpus, range(5))
    library.sync()
    before = ids(library)
    steps: list[Progress] = []
    library.rebuild(reuse=False, progress=steps.append)
    assert max(step.done for step in steps if step.step == "embedding") == 5
    assert not set(before) & set(ids(library))  # an id has one vector for ever
    well(library)


def test_damage_inside_is_mended_and_bad_vectors_are_not_taken_over(library, corpus) -> None:
    folder(corpus, range(6))
    library.sync()
    before = names(library)
    with library.catalogue.writing() as db:
        db.execute("UPDATE vectors SET vector = ? WHERE seq = 1", (b"\x00\x7e" * 384,))  # NaN
        db.execute("UPDATE vectors SET vector = ? WHERE seq = 2", (bytes(768),))
        db.execute("INSERT INTO words (words) VALUES ('delete-all')")
        db.execute("UPDATE bodies SET text = 'else' WHERE article = 3")
        db.execute("DELETE FROM vectors WHERE seq = 4")
    library.rebuild()
    assert names(library) == before
    assert "else" not in [library.article(row.number).text for row in library.rows()]
    well(library)
    assert all(word(n) in library.search(word(n), 1)[0].text for n in range(6))


def test_texts_that_are_in_no_file_are_kept_and_it_is_said(library, write) -> None:
    write("a.txt", 1)
    library.sync()
    store = library.store()
    store.add_texts(["The pilot was praised."], [{"n": 7, "title": "Pilot"}], ids=["mine"])
    before = names(library)
    for reuse in (True, False):
        report = library.rebuild(reuse=reuse)
        assert any("1 text that is in no file" in notice for notice in report.notices)
        assert names(library) == before
        (kept,) = library.store().get_by_ids(["mine"])
        assert kept.page_content == "The pilot was praised." and kept.metadata["n"] == 7
        assert library.store().similarity_search("a pilot is praised", k=1)[0].id == "mine"
        well(library)


def pause(monkeypatch: pytest.MonkeyPatch, at: str, work) -> None:  # type: ignore[no-untyped-def]
    """Do ``work`` once in the middle of a rebuild, at ``embed`` or at the ``swap``."""
    real, done = getattr(renewing, at), []

    def paused(*args, **kwargs):  # type: ignore[no-untyped-def]
        if not done:
            done.append(True)
            work()
        return real(*args, **kwargs)

    monkeypatch.setattr(renewing, at, paused)


@pytest.mark.parametrize("at", ["embed", "swap"])
def test_what_others_do_meanwhile_is_not_lost(library, write, corpus, monkeypatch, at) -> None:
    for number in range(4):
        write(f"{number}.txt", number)
    write("copy.txt", 3)  # the same as 3.txt
    jsonl(corpus / "wire.jsonl", range(10, 13))
    library.sync()
    start = names(library)
    # It is in the folder, but yet in no index: the other gives it the number that we would.
    write("unsynced.txt", 6)

    def meanwhile() -> None:
        # Old articles are there and found all the time.
        assert names(library) == start
        with closing(Library(corpus, Settings())) as other:
            other.add(texts=["A balloon crossed the strait at dawn. Nobody saw it."], sources=[])
            write("1.txt", 1, " And more.")
            other.sync()
            other.remove(names(other)["2.txt", ""])
            other.remove(names(other)["wire.jsonl", "a11"])
            other.remove(names(other)["3.txt", ""])
            other.store().add_texts(["Only here."], ids=["x"])
            theirs.update(names(other))

    theirs: dict[tuple[str, str], int] = {}
    pause(monkeypatch, at, meanwhile)
    library.rebuild()
    assert names(library) == theirs
    assert "And more." in library.article(theirs["1.txt", ""]).text
    assert library.search("balloon strait", 1)[0].text.startswith("A balloon")
    well(library)
    assert library.sync().added == ()
    assert names(library) == theirs


def test_another_process_sees_old_then_new_without_opening_again(library, corpus, write) -> None:
    folder(corpus, range(3))
    library.sync()
    with closing(Library(corpus, Settings())) as other:
        other.warm()
        assert word(1) in other.search(word(1), 1)[0].text
        seen: list[int] = []
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                hits = other.search(word(1), 1)
                seen.append(word(1) in hits[0].text and hits[0].article.number)

        reader = threading.Thread(target=read)
        reader.start()
        for n in range(6):
            write("late.txt", 20 + n)
            library.rebuild(reuse=bool(n % 2))
        stop.set()
        reader.join()
        assert len(seen) > 6 and len(set(seen)) == 1 and seen[0]
        assert word(25) in other.search(word(25), 1)[0].text


def test_stopped_or_failed_it_leaves_the_old_index(library, corpus, monkeypatch) -> None:
    folder(corpus, range(8))
    library.sync()
    before, vectors = names(library), ids(library)
    (corpus / "report-1.txt").unlink()

    def check() -> None:
        assert names(library) == before and ids(library) == vectors
        assert not (corpus / HIDDEN / FOLDER).exists()

    for step in ("reading", "embedding"):
        stop = Cancel()

        def said(progress: Progress, step: str = step, stop: Cancel = stop) -> None:
            if progress.step == step:
                stop.set()

        with pytest.raises(Cancelled):
            library.rebuild(reuse=False, progress=said, cancel=stop)
        check()

    with monkeypatch.context() as patch:

        def full(*args: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        patch.setattr("qabot.storage.swap._tell_vector_store", full)
        with pytest.raises(QabotError):
            library.rebuild()
    check()
    usage = namedtuple("usage", "total used free")
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 1000))
        with pytest.raises(QabotError, match=r"needs \d+ MB.*0 MB left.*Free some space"):
            library.rebuild()
    check()
    library.rebuild()
    assert len(names(library)) == 7


def test_two_at_once_and_what_a_killed_one_left(library, corpus) -> None:
    folder(corpus, range(2))
    library.sync()
    hidden = corpus / HIDDEN
    lock = OwnerLock(hidden, LOCK)
    assert lock.take("rebuilding")
    (hidden / FOLDER).mkdir()
    with pytest.raises(QabotError, match=r"Another qabot is making the index anew \(pid \d+"):
        library.rebuild()
    with closing(Library(corpus, Settings())):
        assert (hidden / FOLDER).exists()  # it is in use
    lock.release()
    (hidden / FOLDER / "catalogue.db").write_bytes(b"half")
    with closing(Library(corpus, Settings())):
        assert not (hidden / FOLDER).exists()


def test_an_open_chat_says_that_the_embedder_is_another_one(library, corpus, monkeypatch) -> None:
    folder(corpus, range(2))
    library.sync()
    library.search("report")
    real = MiniLM.identity.fget  # type: ignore[attr-defined]

    class Other(MiniLM):
        identity = property(lambda self: replace(real(self), name="else"))  # type: ignore

    monkeypatch.setitem(__import__("qabot.embedding").embedding._EMBEDDERS, "minilm", Other)
    with closing(Library(corpus, Settings())) as other:
        with pytest.raises(QabotError, match="qabot rebuild"):
            other.search("report")
        before = ids(library)
        other.rebuild()
        assert not set(before) & set(ids(library))
        assert other.search("report", 1)
    with pytest.raises(QabotError, match=r"another embedder.*start it again"):
        library.search("report")


def test_chroma_is_made_anew_too(library, corpus) -> None:
    folder(corpus, range(3))
    library.sync()
    first = library.catalogue.generation()
    library.rebuild()
    second = library.catalogue.generation()
    assert first and second and second.number > first.number and second.clean
    well(library)


def test_damage_deep_inside_the_file_is_set_aside_with_notice(library, corpus) -> None:
    folder(corpus, range(40))
    library.sync()
    library.store().add_texts(["Only here."], ids=["x"])
    library.close()
    path = corpus / HIDDEN / "catalogue.db"
    with path.open("r+b") as file:  # the header and the tables of tables stay readable
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 40_000)
    settings = Settings(corpus=corpus)
    with closing(Library.open(settings)) as other:
        assert other.notices == []
    with closing(Library.open(settings, anew=True)) as other:
        (notice,) = other.notices
        assert "damaged: it was set aside as damaged-" in notice
        assert len(other.rebuild().added) == 40
        well(other)
    with closing(Library.open(settings, anew=True)) as other:
        assert other.notices == []


def test_a_damaged_catalogue_that_another_has_open_is_left_alone(library, corpus) -> None:
    library.close()
    (corpus / HIDDEN / "catalogue.db").write_bytes(b"nothing" * 999)
    lock = OwnerLock(corpus / HIDDEN)
    assert lock.take("answering questions")
    with pytest.raises(QabotError, match=r"is damaged, and another qabot has it open \(pid"):
        Library.open(Settings(corpus=corpus), anew=True)
    lock.release()
    Library.open(Settings(corpus=corpus), anew=True).close()


def test_closing_after_the_index_was_deleted_is_no_error(library, corpus) -> None:
    folder(corpus, range(2))
    library.sync()
    library.warm()
    shutil.rmtree(corpus / HIDDEN)
    library.close()
    with closing(Library(corpus, Settings())) as again:
        assert len(again.sync().added) == 2
        well(again)
