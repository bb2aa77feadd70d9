"""What a build found changed in a folder since the build before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Document
from ingest.known_file import FileFacts, KnownFile


@dataclass(frozen=True, slots=True)
class Changes:
    """The documents by their doc_id, in its order; a renamed one is given by its old and its new one."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the counts that are not 0, such as "1 added, 3 unchanged"."""
        counts = {name: len(getattr(self, name)) for name in ("added", "changed", "renamed", "removed", "unchanged")}
        return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)


def compare(before: Sequence[KnownFile], documents: Sequence[Document], facts: Sequence[FileFacts]) -> Changes:
    """Compare the documents of two builds, each by the name of its file; ``facts`` are those of the files of ``documents``.

    A file is renamed where another name holds its bytes and its own name is gone. A document whose file is the same may have changed all the same:
    by what ``sources.toml`` states of it, or because it is read better now.
    """
    old = {known.document.file: known for known in before}
    present = {document.file for document in documents}
    gone = [known for name, known in sorted(old.items()) if name not in present]
    added: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    renamed: list[tuple[str, str]] = []
    for document, fact in zip(documents, facts, strict=True):
        known = old.get(document.file)
        if known is not None:
            same = known.facts.sha256 == fact.sha256 and replace(known.document, doc_id=document.doc_id) == document
            (unchanged if same else changed).append(document.doc_id)
            continue
        moved = next((other for other in gone if other.facts.sha256 == fact.sha256), None)
        if moved is None:
            added.append(document.doc_id)
        else:
            gone.remove(moved)
            renamed.append((moved.document.doc_id, document.doc_id))
    removed = sorted(known.document.doc_id for known in gone)
    return Changes(tuple(added), tuple(changed), tuple(renamed), tuple(removed), tuple(unchanged))
