"""Who may use the server, and how often: what the command line decided once, handed to all that guards it."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SignInError
from assistant.programs.rate_limit import RateLimit
from assistant.programs.sign_in import Door

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PER_MINUTE_ON_A_NETWORK = 30


@dataclass(frozen=True, slots=True)
class Access:
    """The hosts that a request may name (none: any), whether any IP address may be named, the sign-in and the limit, if there is one."""

    hosts: frozenset[str] = LOOPBACK
    addresses: bool = False
    door: Door | None = None
    limit: RateLimit | None = None

    def knows_host(self, host: str | None) -> bool:
        """Say whether a request may name a host. An address is no name that a page elsewhere could have pointed here."""
        if not self.hosts:
            return True
        return host is not None and (host in self.hosts or (self.addresses and _is_address(host)))


def is_loopback(host: str) -> bool:
    """Say whether an address to listen on can be reached from this computer alone."""
    return host in LOOPBACK or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def access_for(host: str, desk: Path, users: Path | None = None, per_minute: int | None = None, names: Iterable[str] = ()) -> Access:
    """Return the access to a server that listens on ``host``.

    ``names`` are further names under which people reach it, as through a proxy. ``per_minute`` is how often one person may ask: where it is
    ``None``, 30 on a network and without limit on this computer; 0 is no limit.

    Raises:
        SignInError: the server can be reached from elsewhere and nobody would have to sign in, or the file of users cannot be used.
    """
    inside = is_loopback(host) and not set(names) - LOOPBACK
    if users is None and not inside:
        raise SignInError(
            f"on {host} everybody on the network could ask: make a file of users with `carecite user add users.txt NAME` and give it "
            "with --auth users.txt, or leave --host and --name out"
        )
    rate = per_minute if per_minute is not None else (0 if inside else PER_MINUTE_ON_A_NETWORK)
    hosts = LOOPBACK | {name.lower() for name in names} | {host.lower()} | (frozenset() if inside else _own_names())
    return Access(hosts, not is_loopback(host), Door.open(users, desk) if users is not None else None, RateLimit(rate) if rate else None)


def _own_names() -> frozenset[str]:
    name = socket.gethostname().lower()
    return frozenset({name, f"{name}.local", name.partition(".")[0]})


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
