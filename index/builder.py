"""Building an index: read the files that are new, embed the documents that are new, write everything, publish."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index import layout
from index.background import save_background
from index.changes import Changes, compare
from index.document_vectors import DocumentVectors, Progress
from index.duplicates import Duplicates, find_duplicates
from index.embedder import export_encoder
from index.encoder import Encoder
from index.errors import IndexFolderError
from index.lexical_store import LexicalStore
from index.manifest import IndexedDocument, Manifest, read_manifest, write_manifest
from index.packaged_model import DEFAULT_EMBEDDER, embedder_checksum
from index.records import read_documents, write_documents, write_sentences
from index.times import now, read_times, write_times
from index.weights import DenseWeights
from ingest.folder import Corpus, read_folder
from ingest.known_file import KnownFile, KnownFiles
from ingest.limits import DEFAULT_LIMITS, Limits
from ingest.listing import Skipped
from ingest.readers.version import readers_version
from ingest.segment import cut_passages, cut_sentences


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    documents: int
    sentences: int
    read: int
    """Documents whose files had to be read; the others were taken over from the index before, as their files were unchanged."""
    embedded: int
    """Documents that had to be embedded; the vectors of the others were taken over from the index before."""
    changes: Changes
    duplicates: Duplicates
    skipped: tuple[Skipped, ...]
    seconds: float

    @property
    def removed(self) -> tuple[str, ...]:
        """The documents whose files are gone."""
        return self.changes.removed


def build_index(
    folder: Path,
    target: Path,
    *,
    embedder: str | None = None,
    progress: Progress | None = None,
    reading: Progress | None = None,
    limits: Limits | None = None,
    read_again: bool = False,
    known: Sequence[KnownFile] = (),
    encoder: Encoder | None = None,
) -> BuildReport:
    """Build the index of the documents in ``folder`` at ``target``, reading and embedding only what the index there does not hold yet.

    ``embedder`` is a model's name or folder, ``limits`` what a file may hold and still be read; ``None`` keeps those of the index at ``target``, or
    takes the packaged model and the default limits. ``progress`` counts sentences that are embedded, ``reading`` files. ``read_again`` reads
    unchanged files as well; files of ``known`` were read just now and are not read again.

    With an open ``encoder`` the index is made with it and holds no models of its own: it is opened with those of the index that the encoder is from.

    Raises:
        IngestError: the folder or its ``sources.toml`` cannot be used.
        EmbedderError: the model cannot be used.
        IndexWriteError: the index cannot be written.
    """
    started = time.perf_counter()
    layout.recover(target)
    old = _old_manifest(target)
    before = _known_files(target, old) if old else []
    limits = limits or (old.limits_read_under() if old else DEFAULT_LIMITS)
    same_reading = old is not None and not read_again and old.readers == readers_version() and old.limits == asdict(limits)
    corpus = read_folder(folder, limits, reading, KnownFiles([*known, *(before if same_reading else ())]))
    name = encoder.name if encoder else embedder or (old.embedder if old else DEFAULT_EMBEDDER)
    with layout.publishing(target) as draft:
        if encoder is None:
            encoder, same = _encoder(name, draft, target, old)
        else:
            same = old is not None and old.embedder_sha256 == encoder.weights_sha256
        keep = old if old and same and old.settings == DenseWeights().to_dict() else None
        vectors = DocumentVectors(encoder, target, keep, progress)
        cut = [cut_sentences(document) for document in corpus.documents]
        prints = vectors.embed(corpus.documents, cut)
        vectors.save(draft)
        sentences = [sentence for group in cut for sentence in group]
        write_documents(draft / layout.DOCUMENTS, corpus.documents)
        write_sentences(draft / layout.SENTENCES, sentences)
        LexicalStore.build(sentences).save(draft)
        duplicates = find_duplicates(corpus.documents, sentences)
        duplicates.save(draft / layout.DUPLICATES)
        new = [not vectors.held(mark) for mark in prints]
        write_times(draft, _times(corpus, new, read_times(target)))
        indexed = [
            IndexedDocument(document.doc_id, document.sha256, mark, len(group), len(cut_passages(document, group)), file.facts)
            for document, group, mark, file in zip(corpus.documents, cut, prints, corpus.files, strict=True)
        ]
        settings, version = DenseWeights().to_dict(), readers_version()
        write_manifest(draft, name, encoder.weights_sha256, settings, indexed, readers=version, limits=asdict(limits), skipped=corpus.skipped)
        del vectors
    return BuildReport(
        documents=len(corpus.documents),
        sentences=len(sentences),
        read=sum(file.known_as is None for file in corpus.files),
        embedded=sum(new),
        changes=compare(before, corpus.documents, [file.facts for file in corpus.files]),
        duplicates=duplicates,
        skipped=corpus.skipped,
        seconds=time.perf_counter() - started,
    )


def _times(corpus: Corpus, embedded: Sequence[bool], before: Mapping[str, str]) -> dict[str, str]:
    """Return when each document was read or embedded: now, or the time that it had before."""
    current = now()
    return {
        document.doc_id: current if new or file.known_as is None else before.get(file.known_as, current)
        for document, file, new in zip(corpus.documents, corpus.files, embedded, strict=True)
    }


def _old_manifest(target: Path) -> Manifest | None:
    try:
        return read_manifest(target)
    except IndexFolderError:
        return None


def _known_files(target: Path, old: Manifest) -> list[KnownFile]:
    documents = read_documents(target / layout.DOCUMENTS)
    return [KnownFile(indexed.file, document) for indexed, document in zip(old.documents, documents, strict=True)]


def _encoder(name: str, draft: Path, target: Path, old: Manifest | None) -> tuple[Encoder, bool]:
    """Take the encoder over from the old index where it is the same model, else export it; say whether old vectors can be used again."""
    folder = draft / layout.ENCODER
    if old is not None and old.embedder == name and embedder_checksum(name) in (None, old.embedder_sha256):
        shutil.copytree(target / layout.ENCODER, folder)
        return Encoder.open(folder), True
    folder.mkdir()
    export_encoder(name, folder)
    encoder = Encoder.open(folder)
    save_background(folder, encoder)
    return encoder, False


__all__ = ["BuildReport", "Progress", "build_index"]
