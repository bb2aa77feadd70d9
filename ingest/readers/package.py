"""Office files (.docx, .pptx, .xlsx) as packages of XML parts that point to each other (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from ingest.document import Source
from ingest.errors import UnreadableDocument
from ingest.limits import Limits, megabytes
from ingest.readers.archive import check_archive

_STRICT = b"http://purl.oclc.org/ooxml/"
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|document\d*|presentation\d*|book\d*|sheet\d*|slide \d+|powerpoint[- ]presentation|untitled.*|title"
    r"|(?:word |blank |office )?(?:document|template).{0,12}|.*\.(?:docx?|dot[xm]?|pptx?|pot[xm]?|xlsx?|rtf|odt|indd|pdf|tmp))$",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"(?:microsoft(?: office)?(?: user)?|office(?: user)?|python-(?:docx|pptx)|openpyxl|xlsxwriter|apache poi|libreoffice|google(?: docs)?"
    r"|(?:default )?user\d*|windows(?: user)?|admin(?:istrator)?|owner|author|unknown|none|n/?a|pc|laptop|guest|test|steve canny|\W*|\w{1,2})$",
    re.I,
)


class Package:
    """An office file, opened once the archive is checked; parts are named by their place in it."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open the file.

        Raises:
            UnreadableDocument: the archive is refused, is no office file, is of the strict variant, or has a part that is too large to hold.
        """
        self._path = path
        self._limits = limits
        self._archive = check_archive(path, limits)
        self._members = {member.filename: member for member in self._archive.infolist()}
        try:
            if "[Content_Types].xml" not in self._members:
                raise UnreadableDocument(f"{path.name} is another packed file under this name: save it as {path.suffix.lower()} in its own program")
            if _STRICT in self._archive.read("_rels/.rels"):
                raise UnreadableDocument(f"{path.name} is of the strict variant of its format: save it as an ordinary {path.suffix.lower()}")
        except KeyError as error:
            self._archive.close()
            raise UnreadableDocument(f"{path.name} is damaged and lacks its main part: open it in its own program and save it anew") from error
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.close()

    def check_parts(self, folder: str, besides: str | None = None) -> None:
        """Check that every XML part below a folder can be held in memory, besides those below another, which are read piece by piece.

        Raises:
            UnreadableDocument: one is larger than the limit.
        """
        for name, member in self._members.items():
            if name.startswith(folder) and name.endswith(".xml") and not (besides and name.startswith(besides)):
                self._check_size(member)

    def tree(self, name: str) -> Any | None:
        """Return the root element of an XML part; ``None`` where there is no such part.

        Raises:
            UnreadableDocument: the part is larger than the limit.
        """
        member = self._members.get(name)
        if member is None:
            return None
        self._check_size(member)
        return parse_xml(self._archive.read(member))

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """Yield the elements of a part that have one of some names, in any namespace, each emptied once the next is asked for."""
        from lxml import etree

        with self._archive.open(name) as stream:
            wanted = [f"{{*}}{tag}" for tag in tags]
            for _, element in etree.iterparse(stream, events=("end",), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False):
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]

    def related(self, name: str, kind: str) -> str | None:
        """Return the part that a part points to by a relation of some kind ("styles"), the package itself being ``""``."""
        return next((target for found, target in self.relations(name).values() if found == kind), None)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the kind and the target of each relation of a part, by its id; those that leave the package are left out."""
        folder, base = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for element in tree if tree is not None else ():
            if element.get("TargetMode") != "External" and element.get("Target"):
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target"))).lstrip("/")
                found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target)
        return found

    def source(self) -> Source:
        """Return what the properties say of the document, as far as they are no program's own words."""
        name = self.related("", "core-properties")
        tree = self.tree(name) if name else None
        texts = {local(element): (element.text or "") for element in tree} if tree is not None else {}
        return usable_source(texts.get("title"), texts.get("creator"))

    def _check_size(self, member: zipfile.ZipInfo) -> None:
        if member.file_size > self._limits.most_part_bytes:
            size, limit = megabytes(member.file_size), megabytes(self._limits.most_part_bytes)
            raise UnreadableDocument(f"{self._path.name} has a part of {size}, more than the limit of {limit}: split it into smaller files")


def parse_xml(data: bytes) -> Any:
    """Return the root element of an XML text; entities stay unresolved and nothing is fetched."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True))


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    tag: str = element.tag
    return tag.rpartition("}")[2]


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its name without the namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def usable_source(title: str | None, author: str | None) -> Source:
    """Return the title and author that a file's properties state, left out where they are a program's or a template's own words."""
    title, author = (" ".join((text or "").split()) for text in (title, author))
    return Source(title=None if len(title) < 3 or _NO_TITLE.match(title) else title, author=None if _NO_AUTHOR.match(author) else author)
