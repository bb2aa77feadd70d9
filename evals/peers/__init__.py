"""Systems to compare with, measured in the same run, one module for each library. They never abstain.

``registry`` knows them by name, ``side_by_side`` measures them all, ``costs`` each in processes of its own. A library is imported in its one module,
and only when a system of it is built or loaded. What these systems get wrong about a place is reported as they give it, not repaired.
"""

from __future__ import annotations

from evals.peers.bm25_sentences import sentences_of
from evals.peers.peer import Embedder
from evals.peers.registry import open_peers

__all__ = ["Embedder", "open_peers", "sentences_of"]
