"""Errors of measuring.

The branch of the tree that ``ingest/errors.py`` draws::

    EvaluationError
    ├── OptionsError        options of the command that do not go together
    ├── QuestionSetError    the question set is missing or a line of it is not valid
    ├── PublicSetError      a public set is missing, or a line of it is not valid
    ├── TaskError           a system to be measured cannot be started, or broke at a question
    ├── ResponseError       a measured system gave a reply that is not of the contract
    ├── FormatError         a TREC or BEIR file is not valid, or cannot hold what it should
    ├── BaselineError       the baseline is missing, damaged, or belongs to other questions
    ├── SavedRunError       a run to compare with is missing, damaged, or has no question in common
    ├── ReportError         a report could not be written where it should go
    └── PeerError           a system to compare with needs a package that is not installed
"""

from __future__ import annotations

from ingest.errors import CareciteError


class EvaluationError(CareciteError):
    """Measuring went wrong."""


class OptionsError(EvaluationError):
    """Options of the command do not go together."""


class QuestionSetError(EvaluationError):
    """The question set is missing, or a line of it is not valid."""


class PublicSetError(EvaluationError):
    """A public set is missing, or a line of it is not valid."""


class TaskError(EvaluationError):
    """A system to be measured cannot be started, or broke at a question."""


class ResponseError(EvaluationError):
    """A measured system gave a reply that is not of the contract."""


class FormatError(EvaluationError):
    """A TREC or BEIR file is not valid, or cannot hold what it should."""


class BaselineError(EvaluationError):
    """The baseline is missing, damaged, or belongs to other questions."""


class SavedRunError(EvaluationError):
    """A run to compare with is missing, damaged, or has no question in common."""


class ReportError(EvaluationError):
    """A report could not be written where it should go."""


class PeerError(EvaluationError):
    """A system to compare with needs a package that is not installed."""
