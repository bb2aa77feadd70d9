"""Fails every connection but those to this computer, from the moment it is imported.

Python imports a module of this name by itself when its folder is on PYTHONPATH, so the block holds in every Python that a test starts. Each attempt
is noted in the file that NETWORK_LOG names, so that it is noticed even where a library swallows the error.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

_INTERNET = (socket.AF_INET, socket.AF_INET6)


def _stays_here(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _is_address(host: object) -> bool:
    try:
        ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return True


def _note(what: str) -> None:
    log = os.environ.get("NETWORK_LOG")
    if log:
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(what + "\n")


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in _INTERNET and isinstance(address, tuple) and not _stays_here(address[0]):
            _note(f"{method.__name__} {address[0]} port {address[1]}")
            raise OSError(errno.ENETUNREACH, "the tests allow no network")
        return method(self, *arguments)

    return call


def _guarded_lookup(lookup: Callable[..., Any]) -> Callable[..., Any]:
    def call(host: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(host, str):
            host.encode("idna")  # a name that cannot be one is refused as always
        if not _stays_here(host) and not _is_address(host):
            _note(f"{lookup.__name__} {host}")
            raise socket.gaierror(socket.EAI_AGAIN, "the tests allow no network")
        return lookup(host, *arguments, **options)

    return call


for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _guarded(getattr(socket.socket, _name)))
for _name in ("getaddrinfo", "gethostbyname"):
    setattr(socket, _name, _guarded_lookup(getattr(socket, _name)))
