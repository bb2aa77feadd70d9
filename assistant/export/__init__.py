"""Replies as files for other programs: Markdown, Word, CSL-JSON, BibTeX and RIS beside text and JSON, one module a format.

``formats.py`` lists them; ``Assistant.export`` and ``carecite ask --format`` use them.
"""
