"""Coverage-guided fuzzing of every reader, the question parser and citation offsets.

    pip install atheris
    python tests/fuzz/fuzz.py [SECONDS [TARGET ...]]

Each target runs in a process of its own for so long (10 s), from seeds that are made here. Prints
for each how many inputs were tried; exits 1 on the first that breaks a promise, whose input is
kept in a file beside. ``atheris`` is no dependency of the tests: it is fetched for this only.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

TEXT = (
    'Harbour talks collapse\n\nThe union said on Tuesday, 11 June 2024, that it would "not go". '
    "Mr. Smith of the U.S. paid $3.5m; nobody knew why.\n"
)
DAY = date(2024, 6, 19)
_DOCUMENT = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml'
    '/2006/main"><w:body><w:p><w:r><w:t>The union said no. It left.</w:t></w:r></w:p></w:body>'
    "</w:document>"
)


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(data: bytes) -> bytes:
    types = (
        b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        b'package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        b"</Types>"
    )
    relations = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/'
        b'2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        b"</Relationships>"
    )
    return zipped(
        {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": data}
    )


def epub(data: bytes) -> bytes:
    box = (
        b'<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        b'<rootfile full-path="a.opf"/></rootfiles></container>'
    )
    book = (
        b'<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" '
        b'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine>'
        b"</package>"
    )
    return zipped({"META-INF/container.xml": box, "a.opf": book, "a.xhtml": data})


def warc(data: bytes) -> bytes:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + data
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\n"
        "WARC-Date: 2024-06-11T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(page)}\r\n\r\n"
    )
    return head.encode() + page + b"\r\n\r\n"


HTML = (
    b"<html><head><title>Talks collapse</title><meta property='article:published_time' "
    b"content='2024-06-11'></head><body><article><h1>Talks</h1><p>The union said that it would not "
    b"go back to the talks, which had gone on for days.</p></article></body></html>"
)
ROW = {"title": "Talks", "text": TEXT, "published": "2024-06-11", "url": "https://a.example/b"}
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1"
    b">>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<<"
    b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 44>>"
    b"stream\nBT /F 12 Tf 9 99 Td (The union said no.) Tj ET\nendstream endobj\ntrailer<</Root 1 0 R>>"
)
Wrap = Callable[[bytes], bytes]
_PLAIN: Wrap = lambda data: data  # noqa: E731
# What is inside a container is fuzzed, and the container itself too.
FILES: dict[str, tuple[str, Wrap, list[bytes]]] = {
    "txt": (".txt", _PLAIN, [TEXT.encode(), TEXT.encode("utf-16")]),
    "md": (".md", _PLAIN, [b"---\ntitle: Talks\npublished: 2024-06-11\n---\n" + TEXT.encode()]),
    "jsonl": (".jsonl", _PLAIN, [json.dumps(ROW).encode() + b"\n"]),
    "jsonl.gz": (".jsonl.gz", gzip.compress, [json.dumps(ROW).encode() + b"\n"]),
    "gz": (".jsonl.gz", _PLAIN, [gzip.compress(json.dumps(ROW).encode())]),
    "json": (".json", _PLAIN, [json.dumps([ROW]).encode(), json.dumps({"data": [ROW]}).encode()]),
    "csv": (
        ".csv",
        _PLAIN,
        [b"title,text,published\nTalks,The union said no. It left.,2024-06-11\n"],
    ),
    "tsv": (".tsv", _PLAIN, [b"title\ttext\nTalks\tThe union said no. It left.\n"]),
    "html": (".html", _PLAIN, [HTML]),
    "mhtml": (
        ".mhtml",
        _PLAIN,
        [
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: "
            b"text/html\nContent-Location: https://a.example/b\n\n" + HTML + b"\n--x--\n"
        ],
    ),
    "pdf": (".pdf", _PLAIN, [_PDF]),
    "docx": (".docx", docx, [_DOCUMENT.encode()]),
    "docx-zip": (".docx", _PLAIN, [docx(_DOCUMENT.encode())]),
    "epub": (".epub", epub, [HTML]),
    "epub-zip": (".epub", _PLAIN, [epub(HTML)]),
    "warc": (".warc", warc, [HTML]),
    "warc-raw": (".warc", _PLAIN, [warc(HTML)]),
    "parquet": (".parquet", _PLAIN, [b"PAR1\x15\x04\x15\x10\x15\x14L\x15\x02\x15\x04PAR1"]),
}


def whole(text: str) -> None:
    """Passages and sentences lie in the text, quotes are its very words, nothing is left out."""
    from qabot.domain import Article, Passage
    from qabot.text import embedded_text, passages, sentences

    spans = sentences(text)
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text), (last, span)
        assert not text[last : span.start].strip()
        quote = text[span.start : span.end]
        assert quote == quote.strip() and quote in text
        last = span.end
    assert not text[last:].strip()
    cut = passages(text, spans)
    assert bool(cut) == bool(spans)
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    for span in cut:
        assert span.start in starts and span.end in ends and span.start < span.end
        given, lead = embedded_text(Article("t", text), Passage(1, 1, span.start, span.end))
        assert given[lead:] == text[span.start : span.end]
    if spans:
        assert cut[0].start == spans[0].start and cut[-1].end == spans[-1].end


def reading(name: str) -> Callable[[bytes], None]:
    from qabot.domain import Article
    from qabot.reading import read
    from qabot.text import normalise

    suffix, wrap, _ = FILES[name]
    path = (
        Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None)) / f"a{suffix}"
    )

    def one(data: bytes) -> None:
        path.write_bytes(wrap(data))
        for item in read(path, path.name):
            if not isinstance(item, Article):
                assert item.reason and item.remedy, item
                continue
            assert item.text and item.text == normalise(item.text)
            assert unicodedata.is_normalized("NFC", item.title)
            for value in (item.title, item.source, item.author, item.url, item.text):
                value.encode()  # no lone surrogates: they could not be stored
            whole(item.text)

    return one


def question() -> Callable[[bytes], None]:
    from qabot.domain import Answer, Citation
    from qabot.retrieval.understand import understand
    from qabot.retrieval.words import match_expression, terms

    cited = Citation(
        number=1,
        article=1,
        start=0,
        end=4,
        quote="The union said no.",
        title="Talks",
        source="Reuters",
        published=DAY,
        url="",
        path="a.txt",
    )
    asked = "why was the trip postponed?"
    answer = Answer(question=asked, searched=asked, citations=(cited,))
    db = __import__("sqlite3").connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize='porter unicode61')")

    def one(data: bytes) -> None:
        asked = data.decode("utf-8", "replace")
        history = [answer] if data[:1] > b"\x80" else []
        got = understand(
            asked, today=DAY, sources=("Reuters", "BBC News"), history=history, oldest=DAY
        )
        assert isinstance(got.searched, str)
        for chip in got.chips:
            assert chip.label
            assert not chip.since or not chip.until or chip.since <= chip.until, chip
        found = terms(got.searched)
        if found:  # what SQLite is asked is always understood
            db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (match_expression(found),))

    return one


def offsets() -> Callable[[bytes], None]:
    from qabot.text import normalise, visible

    def one(data: bytes) -> None:
        text = normalise(data.decode("utf-8", "replace"))
        assert normalise(text) == text
        whole(text)
        assert not re.search(
            r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", visible(text)
        )

    return one


TARGETS = [*FILES, "question", "offsets"]


def target(name: str) -> Callable[[bytes], None]:
    if name == "question":
        return question()
    return offsets() if name == "offsets" else reading(name)


def fuzz(name: str, seconds: int, seeds: Path) -> None:
    """Run one target in this process; ends it."""
    import atheris

    with atheris.instrument_imports(include=["qabot"]):
        run = target(name)
        run(b"warm")
    listed = (
        FILES[name][2] if name in FILES else [TEXT.encode(), b"what did Reuters say last week?"]
    )
    for number, seed in enumerate(listed):
        (seeds / str(number)).write_bytes(seed)
        run(seed)
    flags = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=4000"]
    atheris.Setup([sys.argv[0], *flags, "-print_final_stats=1", str(seeds)], run)
    atheris.Fuzz()


def main(seconds: int, names: list[str]) -> int:
    whole_count = 0
    for name in names:
        with tempfile.TemporaryDirectory() as seeds:
            done = subprocess.run(
                [sys.executable, __file__, str(seconds), "only", name, seeds],
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
            )
        tried = re.search(r"number_of_executed_units: (\d+)", done.stderr)
        count = int(tried.group(1)) if tried else 0
        whole_count += count
        print(
            f"{name}: {count:,} inputs" + ("" if done.returncode == 0 else ", BROKEN"), flush=True
        )
        if done.returncode:
            print(done.stderr[-4000:], file=sys.stderr)
            return 1
    print(f"all: {whole_count:,} inputs")
    return 0


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[1:2] == ["only"]:
        fuzz(given[2], int(given[0]), Path(given[3]))
    else:
        sys.exit(main(int((given or ["10"])[0]), given[1:] or TARGETS))
