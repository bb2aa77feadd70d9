"""Which parts of the way from question to reply are switched on."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.weights import SearchWeights


@dataclass(frozen=True, slots=True)
class Settings:
    """The parts of the assistant that can be switched off, so that each can be measured (``carecite eval --ablation``).

    The defaults are what a user gets.
    """

    weights: SearchWeights = field(default_factory=SearchWeights)
    """How the scores of retrieval are added up; a weight of 0 leaves one out."""
    together: float = 1.0
    """Weight of the cross-encoder's score in the order of the best sentences; 0 leaves the order to the search, and refusing as it is."""
    vocabulary: bool = True
    """Abbreviations and lay words are replaced by what documents call them."""
    spelling: bool = True
    """Mistyped words are put right by the words of the documents."""
    follow_ups: bool = True
    """A question that leans on the one before it is resolved."""
    sources: bool = True
    """Documents that the question names are put forward."""
    parts: bool = True
    """Each part of a question gets evidence of its own."""
    definitions: bool = True
    """A glossary's definition stands back where the question asks what came of something."""
    repeats: bool = True
    """A fact that was quoted is not quoted again."""
    refusal: bool = True
    """The assistant abstains where the documents are not likely to answer."""
    premises: bool = True
    """The assistant abstains where the question takes for granted what the evidence does not hold."""


DEFAULT_SETTINGS = Settings()
