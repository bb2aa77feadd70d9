"""Who somebody is to the server: a visitor, named by an id that says nothing of the person."""

from __future__ import annotations

import hashlib
import re
import secrets

COOKIE = "carecite_visitor"
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def is_visitor(text: str) -> bool:
    """Say whether a text may be the id of a visitor; such an id is also the name of a folder, so nothing else may pass."""
    return _ID.fullmatch(text) is not None


def new_visitor() -> str:
    """Return the id of somebody who has not been here before, which cannot be guessed."""
    return secrets.token_urlsafe(24)


def visitor_of_user(name: str) -> str:
    """Return the id of somebody who signed in, the same in every browser."""
    return f"user-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"
