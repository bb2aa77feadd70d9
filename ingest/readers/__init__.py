"""Readers of files: one small module a format, behind one door (``ingest.readers.reader``)."""
