"""Replies as files for other programs: Markdown, Word, PDF, CSL-JSON, BibTeX and RIS beside text and JSON, one module a format.

``formats.py`` lists them; ``Assistant.export`` and ``carecite ask --format`` use them.
"""
