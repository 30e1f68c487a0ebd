"""Elements with their line, so that whatever is wrong can be pointed at."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import TypeVar

from lxml import etree

from stapsteen.planner.refusal import Nonsense

Element = etree._Element  # noqa: SLF001 - the only name its types have
Found = TypeVar("Found")
ROOT = "HighSchoolTimetableArchive"
GZIP = b"\x1f\x8b"
TAG = re.compile(rb"</?([A-Za-z][\w.-]*)")
FAR = 65_534  # beyond this line libxml2 tells where the text after a tag ends, not where the tag is
LONG = re.compile("'([^']{40})[^']+'")  # of a mistake, no more than this is told back
HIGHEST = 10**9  # numbers above it are mistakes
LARGEST = 512 * 1024 * 1024  # bytes after unpacking; the largest public instance takes 5 million


class Malformed(Nonsense):
    """A file that is no proper archive: one sentence with the line and the element.

    ``line`` is 0 where the whole file cannot be read.
    """

    def __init__(self, line: int, element: str, what: str) -> None:
        self.line = line
        self.element = element
        where = f"Regel {line}, <{element}>: " if line else "Dit bestand kan niet gelezen worden: "
        super().__init__([where + LONG.sub(r"'\1…'", " ".join(what.split()))])


def wrong(element: Element, what: str) -> Malformed:
    """The error for something wrong in an element."""
    return Malformed(line_of(element), str(element.tag), what)


def line_of(element: Element) -> int:
    """At which line of the file an element begins; 0 when that is not known."""
    line = element.sourceline
    if not isinstance(line, int):
        return 1
    if line <= FAR:
        return line
    after = element.text or ("" if len(element) else element.tail)
    return line - (after or "").count("\n")


def parse(content: bytes, begins_with: str = ROOT) -> Element:
    """The root of a file, gzipped or not. Raises ``Malformed``, about the root where no tag was seen."""
    plain = _unpacked(content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(plain, parser)
    except etree.XMLSyntaxError as error:
        raise _no_xml(plain, begins_with, error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise wrong(root, "het bestand heeft een DOCTYPE, en dat hoort niet in een archief.")
    return root


def _no_xml(plain: bytes, begins_with: str, error: etree.XMLSyntaxError) -> Malformed:
    """What is wrong with the XML, at the last tag before the place where reading stopped."""
    line, column = error.position
    *before, last = plain.split(b"\n", max(1, line))[: max(1, line)]
    tags = TAG.findall(last[:column]) or TAG.findall(b"\n".join(before))
    name = tags[-1].decode() if tags else begins_with
    why = str(error.msg).split(", line")[0]
    return Malformed(max(1, line), name, f"hier houdt het op goed XML te zijn ({why}).")


def _unpacked(content: bytes) -> bytes:
    """Gzip may come in several pieces after each other."""
    if not content.startswith(GZIP):
        return content
    plain = b""
    while content.startswith(GZIP):
        packed = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            plain += packed.decompress(content, LARGEST + 1 - len(plain))
        except zlib.error as error:
            raise Malformed(0, "", "het gzip-bestand is beschadigd.") from error
        if len(plain) > LARGEST:
            raise Malformed(0, "", "uitgepakt is het groter dan 512 MB.")
        if not packed.eof:
            raise Malformed(0, "", "het gzip-bestand is afgebroken.")
        content = packed.unused_data
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
    where = element if child is None else child
    if not written.isdecimal():
        raise wrong(where, f"hier hoort een heel getal te staan, niet '{written}'.")
    if len(written) > 10 or int(written) > HIGHEST:
        raise wrong(where, f"het getal '{written}' is te groot.")
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
