"""Helpers for the reading tests: every file is made here, none is shipped."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from qabot.domain import Article, Failure

Results = list[Article | Failure]
Reading = Callable[..., Results]


def article(results: Results) -> Article:
    """The one article of a file."""
    assert len(results) == 1, results
    assert isinstance(results[0], Article), results
    return results[0]


def failure(results: Results) -> Failure:
    """The one failure of a file; it says what is wrong and what to do."""
    assert len(results) == 1, results
    assert isinstance(results[0], Failure), results
    assert results[0].reason
    assert results[0].remedy
    return results[0]


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


Words = tuple[float, float, float, str]
"""Left and lower edge in points, letter size, text."""


def pdf(
    pages: list[list[Words]], *, title: str = "", author: str = "", encrypted: bool = False
) -> bytes:
    """A PDF document with one text operation for each of the words."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    objects.append(
        b"<< /Title (%s) /Author (%s) >>" % (title.encode("cp1252"), author.encode("cp1252"))
    )
    kids = []
    for page in pages:
        drawn = b"".join(
            b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n"
            % (
                size,
                x,
                y,
                text.encode("cp1252")
                .replace(b"\\", b"\\\\")
                .replace(b"(", b"\\(")
                .replace(b")", b"\\)"),
            )
            for x, y, size, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    secret = b""
    if encrypted:
        key = b"<" + b"5a" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >>" % (key, key))
        secret = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects)
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R%s >>" % (len(objects) + 1, secret)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        end,
        len(out),
    )


SWAHILI = """Serikali ilisema Jumatatu kwamba mazungumzo na wafanyakazi wa bandari yameshindwa na
yataendelea siku ya Alhamisi. Waziri alisema kuwa anatarajia pande zote mbili kukubaliana, lakini chama cha
wafanyakazi kilijibu kwamba hakitafanya hivyo hadi mishahara iongezwe. Meya wa mji alitoa wito wa utulivu na
kuiomba serikali kuhakikisha bandari inaendelea kufanya kazi."""
"""A language that is not guessed."""
