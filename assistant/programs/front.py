"""All that a request goes through before the application sees it, in order: the guard, the sign-in, the bound on what is sent."""

from __future__ import annotations

from starlette.types import ASGIApp

from assistant.chat.guard import Guard
from assistant.programs.access import Access
from assistant.programs.body_limit import BodyLimit
from assistant.programs.visitors import Visitors


def behind_front(app: ASGIApp, access: Access) -> ASGIApp:
    """Return ``app`` behind everything that guards it; its requests carry the person in ``scope["state"]``."""
    return Guard(Visitors(BodyLimit(app), access), access.knows_host)
