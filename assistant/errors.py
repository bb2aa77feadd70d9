"""Errors of asking.

The branch of the tree that ``ingest/errors.py`` draws::

    AssistantError
    ├── QuestionError     the question is empty, or too long to be one
    ├── BatchError        a line of a batch file cannot be used
    ├── OutputError       an answer could not be written where it should go
    ├── ExportError       a reply cannot be written in a format
    ├── PortInUse         the chat page's port is taken
    └── MissingExtra      a part needs a package that is not installed
"""

from __future__ import annotations

from ingest.errors import CareciteError


class AssistantError(CareciteError):
    """Asking went wrong."""


class QuestionError(AssistantError):
    """The question is empty, or too long to be one."""


class BatchError(AssistantError):
    """A line of a batch file cannot be used."""


class OutputError(AssistantError):
    """An answer could not be written where it should go."""


class ExportError(AssistantError):
    """A reply cannot be written in a format: there is no such format, or it needs what the reply does not have."""


class PortInUse(AssistantError):
    """The port of the chat page is taken by another program."""


class MissingExtra(AssistantError):
    """A part needs a package that is not installed."""
