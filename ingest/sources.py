"""``sources.toml``: what is known about where the documents of a folder come from."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path

from ingest.document import Source
from ingest.errors import SourcesError

FILE_NAME = "sources.toml"
_KEYS = tuple(field.name for field in fields(Source))


def read_sources(folder: Path) -> dict[str, Source]:
    """Return the sources that ``folder/sources.toml`` states, by doc_id; none where there is no such file.

    Raises:
        SourcesError: the file is not valid TOML, or holds a key or a value that is not known.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourcesError(f"{path} cannot be used ({error}): mend it or remove it") from error
    return {doc_id: _source(path, doc_id, table) for doc_id, table in tables.items()}


def _source(path: Path, doc_id: str, table: object) -> Source:
    if not isinstance(table, Mapping):
        raise SourcesError(f"{path}: {doc_id} is not a table: write [{doc_id}] and under it title, author, publisher, published, kind or url")
    values: dict[str, str] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise SourcesError(f"{path}: [{doc_id}] has the unknown key {key!r}: use {', '.join(_KEYS)}")
        if isinstance(value, bool) or not isinstance(value, str | int | date):
            raise SourcesError(f"{path}: {key} of [{doc_id}] is neither text nor a date: write it between quotation marks")
        values[key] = str(value)
    return Source(**values)
