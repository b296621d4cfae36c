"""Documents that are zip archives, opened only within limits."""

from __future__ import annotations

import io
import zipfile
import zlib

from qabot.reading.source import Bad

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of all members together, as declared; reading stops at the declared size."""
MAX_MEMBER = 16 * 1024 * 1024
"""Bytes of one member that is parsed: its tree takes about ten times that."""
MAX_MEMBERS = 10_000
_DAMAGED = "Open and save it again in the program that made it."


def open_archive(data: bytes) -> zipfile.ZipFile:
    """Return the archive. Raises ``Bad`` for damage, encryption and zip bombs."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Bad(
            "protected by a password, or of an old format",
            "Save it without password in the current format.",
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Bad(f"damaged ({str(error)[:100]})", _DAMAGED) from None
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    parsed = max(
        (m.file_size for m in members if m.filename.lower().endswith((".xml", ".html", ".xhtml"))),
        default=0,
    )
    if unpacked > MAX_UNPACKED or parsed > MAX_MEMBER or len(members) > MAX_MEMBERS:
        raise Bad(
            f"unpacks to {unpacked / 1024**2:,.0f} MB in {len(members):,} parts: too much for a text (a zip bomb?)",
            "Save its text as .txt or .md.",
        )
    if any(member.flag_bits & 1 for member in members):
        raise Bad("protected by a password", "Save it without password.")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one member. Raises ``Bad`` when it is missing, damaged or too large."""
    try:
        with archive.open(name) as file:
            data = file.read(MAX_MEMBER + 1)
    except KeyError:
        raise Bad(f"damaged (its part {name[:80]} is missing)", _DAMAGED) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError) as error:
        raise Bad(f"damaged ({str(error)[:100]})", _DAMAGED) from None
    if len(data) > MAX_MEMBER:
        raise Bad(
            f"its part {name[:80]} is larger than {MAX_MEMBER // 1024**2} MB",
            "Save its text as .txt or .md.",
        )
    return data
