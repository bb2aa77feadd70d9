"""Errors of asking.

The branch of the tree that ``ingest/errors.py`` draws::

    AssistantError
    ├── QuestionError     the question is empty, or too long to be one
    ├── ChoiceError       the documents to ask are not there, or none is chosen
    ├── BatchError        a line of a batch file cannot be used
    ├── OutputError       an answer could not be written where it should go
    ├── ExportError       a reply cannot be written in a format
    ├── KeptReplyError    a reply that was kept cannot be read any more
    ├── DeskError         what people keep on the server cannot be read or written
    ├── NoSuchDocument    a program names a document that is not there
    ├── SignInError       the file of users cannot be used, or the server may not be opened without one
    ├── PortInUse         the chat page's port is taken
    └── MissingExtra      a part needs a package that is not installed
"""

from __future__ import annotations

from ingest.errors import CareciteError


class AssistantError(CareciteError):
    """Asking went wrong."""


class QuestionError(AssistantError):
    """The question is empty, or too long to be one."""


class ChoiceError(AssistantError):
    """A document that is to be asked is not there, or no document is chosen at all."""


class BatchError(AssistantError):
    """A line of a batch file cannot be used."""


class OutputError(AssistantError):
    """An answer could not be written where it should go."""


class ExportError(AssistantError):
    """A reply cannot be written in a format: there is no such format, or it needs what the reply does not have."""


class KeptReplyError(AssistantError):
    """A reply that was kept is of another version, or damaged."""


class DeskError(AssistantError):
    """What people keep on the server (conversations, feedback, documents of their own) cannot be read or written, or is over a limit."""


class NoSuchDocument(AssistantError):
    """A program names a document that is not there."""


class SignInError(AssistantError):
    """The file of users cannot be used, or the server may not be opened without one."""


class PortInUse(AssistantError):
    """The port of the chat page is taken by another program."""


class MissingExtra(AssistantError):
    """A part needs a package that is not installed."""
