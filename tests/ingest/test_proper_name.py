"""Names in capitals that a document uses often."""

from __future__ import annotations

from ingest.document import Document, Source
from ingest.proper_name import find_names
from ingest.segment import cut_sentences
from ingest.structure import find_blocks

TEXT = (
    "The Independent Reviewing Officer chairs it. At that meeting Independent  Reviewing Officers speak, and the Independent Reviewing "
    "Officer's plan is read by the Independent Reviewing Officer. Throughout April the Department for Education counts. "
    "An officer went. In May Ann and the Board went."
)


def test_names_with_their_first_place_and_the_sentences_that_have_them():
    document = Document("d", TEXT, Source(), find_blocks(TEXT))
    names = find_names(cut_sentences(document))
    assert [(name.text, name.sentences) for name in names] == [
        ("Independent Reviewing Officer", 2),
        ("Department for Education", 1),
        ("May Ann and the Board", 1),
    ]
    assert [name.span.of(TEXT) for name in names] == ["Independent Reviewing Officer", "Department for Education", "May Ann and the Board"]
