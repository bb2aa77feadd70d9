"""Errors of asking.

The branch of the tree that ``ingest/errors.py`` draws::

    AssistantError
    ├── QuestionError     the question is empty, or too long to be one
    ├── BatchError        a line of a batch file cannot be used
    ├── OutputError       an answer could not be written where it should go
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


class PortInUse(AssistantError):
    """The port of the chat page is taken by another program."""


class MissingExtra(AssistantError):
    """A part needs a package that is not installed."""
