"""The weights of retrieval."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class DenseWeights:
    """Weights of a sentence's own vector, and of its neighbourhood's with one and with two sentences on each side; they are part of the index."""

    own: float = 1.0
    near: float = 0.25
    wide: float = 0.0

    def to_dict(self) -> dict[str, float]:
        """Return the weights as the manifest keeps them."""
        return {f"dense_{name}": value for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """Weights of the scores that are added up when a question is asked; ``docs/answers.md`` has the figures that chose them."""

    dense: float = 1.0
    """Of the inner product with the sentence's vector."""
    lexical: float = 0.1
    """Of BM25 over each of the three fields, divided by its largest."""
    late_own: float = 2.5
    """Of late interaction with the sentence itself."""
    late_near: float = 0.5
    """Of late interaction with the sentence and its two neighbours."""
