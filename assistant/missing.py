"""What a question takes for granted and the evidence does not hold, and how the assistant says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.anchor import Anchor

_FOUND = "the passages found"


@dataclass(frozen=True, slots=True)
class Missing:
    """An anchor that does not stand in the evidence.

    ``in_documents`` says that the documents name it elsewhere, ``instead`` what the evidence has of the same kind, most frequent first. It is
    ``doubtful`` where the documents know each word of it as a common word, so that they may call the same thing otherwise.
    """

    anchor: Anchor
    in_documents: bool
    instead: tuple[str, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Unmet:
    """What a question takes for granted and the evidence does not hold, in one sentence; ``doubtful`` where it may stand there in other words."""

    reason: str
    doubtful: bool = False


def premise_reason(missing: Sequence[Missing]) -> str:
    """Return one sentence that says what of the question does not stand in the evidence.

    Raises:
        ValueError: nothing is missing.
    """
    if not missing:
        raise ValueError("nothing is missing")
    instead = {kind: next((one.instead for one in missing if one.anchor.kind == kind), ()) for kind in ("place", "year")}
    nowhere = [_named(one.anchor) for one in missing if not one.in_documents and not one.instead]
    elsewhere = [_named(one.anchor) for one in missing if one.in_documents and one.anchor.kind == "name"]
    other = {
        kind: [_named(one.anchor) for one in missing if one.anchor.kind == kind and (one.in_documents or one.instead)] for kind in ("place", "year")
    }
    clauses = []
    if nowhere:
        clauses.append(f"nothing in the documents mentions {_listed(nowhere, 'or')}")
    if elsewhere:
        clauses.append(f"{_FOUND} do not mention {_listed(elsewhere, 'or')}")
    if other["place"]:
        clauses.append(_spoken("speak of", instead["place"], other["place"]))
    if other["year"]:
        clauses.append(_spoken("speak of", instead["year"], other["year"]))
    first, *others = clauses
    if first.startswith(_FOUND):
        others = [other.replace(_FOUND, "they", 1) for other in others]
    sentence = "; ".join([first, *others])
    return f"{sentence[0].upper()}{sentence[1:]}."


def _named(anchor: Anchor) -> str:
    """Return an anchor as a reason calls it: a place by its name, whatever was typed."""
    return anchor.forms[0] if anchor.kind == "place" else anchor.text


def _spoken(verb: str, instead: Sequence[str], asked: Sequence[str]) -> str:
    if not instead:
        return f"{_FOUND} do not {verb} {_listed(asked, 'or')}"
    return f"{_FOUND} {verb} {_listed(instead, 'and')}, not of {_listed(asked, 'or')}"


def _listed(items: Sequence[str], word: str) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}"
