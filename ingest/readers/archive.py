"""Packed files (.docx, .pptx, .xlsx, .epub): what must be true of one before a library opens it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ingest.errors import UnreadableDocument
from ingest.limits import Limits, megabytes

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of the old binary formats, and of new ones that a password protects."""
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_DTD_WITHIN = 1 << 16
_ENCRYPTED = 0x1


def check_archive(path: Path, limits: Limits) -> zipfile.ZipFile:
    """Return the opened archive once its sizes are within the limits and no part of it defines XML entities.

    A member never gives more bytes than the archive's directory declares, so the declared sizes bound what is unpacked.

    Raises:
        UnreadableDocument: the file is no archive, damaged, protected by a password, over a limit, or an entity bomb.
    """
    with path.open("rb") as stream:
        if stream.read(len(_OLE)) == _OLE:
            raise UnreadableDocument(
                f"{path.name} is protected by a password or of an old format: save it without a password as {path.suffix.lower()}"
            )
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(f"{path.name} is damaged or cut short: open it in its own program and save it anew") from error
    try:
        _check_members(path, archive, limits)
    except BaseException:
        archive.close()
        raise
    return archive


def _check_members(path: Path, archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.most_members:
        raise UnreadableDocument(f"{path.name} holds {len(members):,} files, more than the limit of {limits.most_members:,}: it is skipped")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.most_unpacked_bytes:
        limit = megabytes(limits.most_unpacked_bytes)
        raise UnreadableDocument(f"{path.name} unpacks to {megabytes(unpacked)}, more than the limit of {limit}: it is skipped")
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableDocument(f"{path.name} is protected by a password: save it without one")
        if member.filename.lower().endswith((".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")):
            with archive.open(member) as stream:
                if _ENTITY.search(stream.read(_DTD_WITHIN)):
                    raise UnreadableDocument(f"{path.name} defines XML entities, which no honest document of its kind does: it is skipped")
