"""Elements with their line, so that whatever is wrong can be pointed at."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from typing import TypeVar

from lxml import etree

from stapsteen.planner.refusal import Nonsense

Element = etree._Element  # noqa: SLF001 - the only name its types have
Found = TypeVar("Found")
LARGEST = 512 * 1024 * 1024  # bytes after unpacking; the largest public instance takes 5 million


class Malformed(Nonsense):
    """A file that is no proper archive: one sentence with the line and the element."""

    def __init__(self, line: int, element: str, what: str) -> None:
        self.line = line
        self.element = element
        super().__init__([f"Regel {line}, <{element}>: {what}"])


def wrong(element: Element, what: str) -> Malformed:
    """The error for something wrong in an element."""
    return Malformed(_line(element), str(element.tag), what)


def _line(element: Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def parse(content: bytes) -> Element:
    """The root of an archive, gzipped or not. Raises ``Malformed``."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(_unpacked(content).strip(), parser)
    except etree.XMLSyntaxError as error:
        why = str(error.msg).split(", line")[0]
        raise Malformed(error.lineno or 0, "?", f"dit is geen goed XML-bestand ({why}).") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise wrong(root, "het bestand heeft een DOCTYPE, en dat hoort niet in een archief.")
    return root


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    packed = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = packed.decompress(content, LARGEST)
    except zlib.error as error:
        raise Malformed(0, "?", "het gzip-bestand is beschadigd.") from error
    if packed.unconsumed_tail:
        raise Malformed(0, "?", "het bestand is uitgepakt groter dan 512 MB.")
    if not packed.eof:
        raise Malformed(0, "?", "het gzip-bestand is afgebroken.")
    return plain


def packed(content: bytes) -> bytes:
    """The same content, gzipped, without a date in it."""
    return gzip.compress(content, mtime=0)


def inner(element: Element, path: str) -> Iterator[Element]:
    """The elements under a path such as ``Events/Event``; none when it is absent."""
    return iter(element.findall(path))


def text(element: Element, tag: str, default: str | None = None) -> str:
    """The text of a child. Without a default the child has to be there."""
    child = element.find(tag)
    if child is not None:
        return (child.text or "").strip()
    if default is None:
        raise wrong(element, f"<{tag}> ontbreekt.")
    return default


def number(element: Element, tag: str, default: int | None = None) -> int:
    """The text of a child as a whole number that is not below zero."""
    child = element.find(tag)
    if child is None and default is not None:
        return default
    written = text(element, tag)
    if not written.isdecimal():
        raise wrong(
            element if child is None else child,
            f"hier hoort een heel getal te staan, niet '{written}'.",
        )
    return int(written)


def choice(element: Element, tag: str, allowed: Mapping[str, Found]) -> Found:
    """What the text of a child stands for."""
    written = text(element, tag)
    if written not in allowed:
        child = element.find(tag)
        words = ", ".join(allowed)
        where = element if child is None else child
        raise wrong(where, f"'{written}' is niet een van: {words}.")
    return allowed[written]


def identity(element: Element, attribute: str = "Id") -> str:
    """An attribute that has to be there."""
    found = element.get(attribute)
    if found is None:
        raise wrong(element, f"het kenmerk {attribute} ontbreekt.")
    return found


def refer(element: Element, known: Mapping[str, Found]) -> Found:
    """What an element refers to."""
    name = identity(element, "Reference")
    if name not in known:
        raise wrong(element, f"verwijst naar '{name}', en dat bestaat niet.")
    return known[name]


def unique(element: Element, known: Mapping[str, object]) -> str:
    """The id of an element, which nothing before it had."""
    name = identity(element)
    if name in known:
        raise wrong(element, f"'{name}' komt twee keer voor.")
    return name
