"""Taking one file into a collection: it is checked, copied, read and indexed, or refused in one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.desk.collection.file_name import free_name, safe_name
from assistant.desk.collection.limits import CollectionLimits
from assistant.desk.collection.shelf import Shelf
from assistant.desk.collection.upload import Progress, Upload
from index.errors import IndexFolderError
from index.search import Index
from ingest.document import Document
from ingest.errors import IngestError
from ingest.folder import read_new_file
from ingest.readers.reader import READERS, unknown_kind

_NOT_STORED = "{} could not be stored on the server: try again, and tell whoever runs it if it happens again"


def take_in(
    upload: Upload,
    shelf: Shelf,
    own: Mapping[str, Document],
    shared: Mapping[str, Document],
    limits: CollectionLimits,
    tell: Callable[[Progress], None],
) -> tuple[Index, Progress] | None:
    """Take a file in beside the visitor's ``own`` documents, and return the new index of these and what to tell when it can be asked.

    ``None`` where it was refused, or is there already; that is told, as is each step on the way.
    """
    name = safe_name(upload.name)
    try:
        refusal = _refusal(upload, name, shelf, own, limits)
        if refusal is not None:
            tell(Progress(name, "refused", refusal))
            return None
        tell(Progress(name, "reading"))
        arrived = shelf.arrive(upload.path, free_name(name, {*own, *shared}))
        same = shelf.same_file(arrived, own)
        if same is not None:
            tell(Progress(name, "ready", "it was there already", same.doc_id))
            return None
        known = read_new_file(arrived, arrived.name, limits.of_reading())
        refusal = limits.text_refusal(name, len(known.document.text), sum(len(document.text) for document in own.values()))
        if refusal is not None:
            tell(Progress(name, "refused", refusal))
            return None
        tell(Progress(name, "indexing", f"{known.document.title}: {len(known.document.text):,} characters"))
        index = shelf.add(arrived, known, lambda done, total: tell(Progress(name, "indexing", f"{done:,} of {total:,} sentences")))
    except IngestError as error:
        tell(Progress(name, "refused", str(error)))
        return None
    except (OSError, IndexFolderError):
        tell(Progress(name, "refused", _NOT_STORED.format(name)))
        return None
    finally:
        shelf.drop_arrived()
    return index, Progress(name, "ready", "; ".join(known.document.warnings), known.document.doc_id)


def _refusal(upload: Upload, name: str, shelf: Shelf, own: Mapping[str, Document], limits: CollectionLimits) -> str | None:
    """Return why a file is not even read, in one line."""
    if Path(name).suffix.lower() not in READERS:
        return unknown_kind(Path(name))
    if not upload.path.is_file() or upload.path.is_symlink():
        return f"{name} did not arrive: send it again"
    return limits.refusal(name, upload.path.stat().st_size, len(own), shelf.size(own))
