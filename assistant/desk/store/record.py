"""What answers: version, settings and index, kept beside feedback so that the question can be asked of the same again."""

from __future__ import annotations

from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from index.checksum import sha256_of
from index.layout import MANIFEST


def record_of(settings: Settings, index: Path) -> dict[str, Any]:
    """Return the version of carecite, all settings, and the SHA-256 of the index's manifest, which names the checksum of every file of it.

    What cannot be known is ``None``.
    """
    manifest = index / MANIFEST
    return {"version": _version(), "settings": asdict(settings), "manifest_sha256": sha256_of(manifest) if manifest.is_file() else None}


def _version() -> str | None:
    try:
        return metadata.version("carecite")
    except metadata.PackageNotFoundError:
        return None
