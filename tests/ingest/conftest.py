"""The seed documents, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document
from ingest.folder import read_folder

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def seeds() -> dict[str, Document]:
    """Return the seed documents by the first three characters of their doc_id."""
    return {document.doc_id[:3]: document for document in read_folder(SEEDS).documents}
