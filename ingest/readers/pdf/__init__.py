"""PDF files, in the order in which they are read: words, lines, columns, paragraphs, and the flow over the pages."""

from ingest.readers.pdf.reader import read

__all__ = ["read"]
