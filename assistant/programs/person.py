"""Who a request comes from, as the middleware found out; every route reads it from here."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import Scope

from assistant.programs.rate_limit import RateLimit


@dataclass(frozen=True, slots=True)
class Person:
    """The visitor whose desk it is, the name that was signed in with, and whose share of questions is used up by asking.

    Without sign-in the share is that of the network address, since a cookie can be left out.
    """

    visitor: str
    user: str | None = None
    share: str = ""
    limit: RateLimit | None = None

    def must_wait(self) -> str | None:
        """Take one question of the person's share; where it is used up, return the line that says how long to wait."""
        seconds = self.seconds_to_wait()
        return self.limit.line(seconds) if self.limit is not None and seconds else None

    def seconds_to_wait(self) -> int:
        """Take one question of the person's share and return 0, or the seconds until there is one again."""
        return self.limit.wait(self.share) if self.limit is not None else 0


def put_person(scope: Scope, person: Person) -> Scope:
    """Return the scope of a request with the person in its state, and the visitor beside it."""
    return {**scope, "state": {**scope.get("state", {}), "person": person, "visitor": person.visitor}}


def person_of(scope: Scope) -> Person:
    """Return the person that the middleware put into the scope of a request.

    Raises:
        LookupError: no middleware did.
    """
    person = scope.get("state", {}).get("person")
    if not isinstance(person, Person):
        raise LookupError("the request did not come through the middleware that finds out whose it is")
    return person
