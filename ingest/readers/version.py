"""The version of what reads files: a hash that changes when the program reads them otherwise than before."""

from __future__ import annotations

import functools
import hashlib
import re
import sys
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_IMPORT = re.compile(r"^\s*(?:from|import) ([A-Za-z_]\w*)", re.M)


@functools.cache
def readers_version() -> str:
    """Return a hash of the source of ``ingest`` and of the versions of the libraries that it imports."""
    digest = hashlib.sha256()
    libraries: set[str] = set()
    for path in sorted(_PACKAGE.rglob("*.py"), key=lambda path: path.relative_to(_PACKAGE).as_posix()):
        source = path.read_bytes()
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0{len(source)}\0".encode() + source)
        libraries.update(_IMPORT.findall(source.decode("utf-8")))
    for version in _versions(libraries - sys.stdlib_module_names - {_PACKAGE.name}):
        digest.update(f"{version}\0".encode())
    return digest.hexdigest()


def _versions(modules: set[str]) -> list[str]:
    """Return name and version of the distributions that some modules come from; of one that is not installed only the module's name."""
    if not modules:
        return []
    owners = metadata.packages_distributions()
    found = {f"{name} {metadata.version(name)}" for module in modules for name in owners.get(module, ())}
    return sorted(found | {module for module in modules if module not in owners})
