"""The port that the chat page listens on."""

from __future__ import annotations

import errno
import os
import socket

from assistant.errors import AssistantError, PortInUse


def open_port(host: str, port: int) -> socket.socket:
    """Return a socket bound to ``host`` and ``port`` (0: any free port), ready to listen.

    Binding before the server starts leaves no moment in which another program can take the port.

    Raises:
        PortInUse: if another program listens there.
        AssistantError: if the address is not one of this machine, or the port is not allowed.
    """
    if not 0 <= port <= 65535:
        raise AssistantError(f"{port} is not a port: choose a number from 1024 to 65535 with --port.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except (OSError, UnicodeError) as error:
        raise AssistantError(f"{host!r} is not an address of this machine: choose another with --host.") from error
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            # Lets a page that was just closed start again at once; on Windows the same option would let two programs share the port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"Port {port} on {host} is taken by another program: choose another with --port.") from error
        raise AssistantError(f"Cannot listen on {host} port {port} ({error.strerror}): choose another with --host or --port.") from error
    return listener
