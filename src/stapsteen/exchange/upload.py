"""The bytes of an export: plain, gzipped or zipped, never more than a limit, in a known encoding."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from stapsteen.exchange.roster import Problem, Unreadable
from stapsteen.kit.refused import Refused

LARGEST = 100 * 1024 * 1024  # bytes, after unpacking: a file with 10,000 pupils takes about 10 MB
MOST_FILES = 100
CHUNK = 1 << 20


class Upload(Protocol):
    """A file that came in with a form."""

    name: str
    size: int

    def read(self) -> bytes: ...  # noqa: D102


def content_of(upload: Upload) -> bytes:
    """The bytes of an upload, which are not read when there are too many. Raises ``Unreadable``."""
    content = b"" if upload.size > LARGEST else upload.read()
    if not content:
        raise too_large(upload.name)
    return content


@contextmanager
def in_words() -> Iterator[None]:
    """Refuse what is ``Unreadable`` inside, with the words of its first problem: for a page with one field."""
    try:
        yield
    except Unreadable as unreadable:
        first = unreadable.problems[0]
        raise Refused(first.sentence, first.remedy) from unreadable


def files_of(name: str, content: bytes) -> dict[str, bytes]:
    """The files in an upload by their names; a plain file is a dict of one."""
    if content[:4] == b"PK\x03\x04":
        return _unzip(name, content)
    if content[:2] == b"\x1f\x8b":
        return {_bare(name): _gunzip(name, content)}
    if len(content) > LARGEST:
        raise too_large(name)
    return {name: content}


def files_of_path(path: Path) -> dict[str, bytes]:
    """The files at a path: of a folder every .csv and .xml file directly in it."""
    if path.is_dir():
        inside = sorted(
            one for one in path.iterdir() if one.suffix.lower() in {".csv", ".xml", ".json"}
        )
        return {one.name: one.read_bytes() for one in inside}
    if path.stat().st_size > LARGEST:
        raise too_large(path.name)
    return files_of(path.name, path.read_bytes())


def too_large(name: str) -> Unreadable:
    """What to say of a file that is too large."""
    return Unreadable(
        Problem(
            name,
            0,
            _("Dit bestand is groter dan %(mb)s MB.") % {"mb": LARGEST // 1024**2},
            _("Maak een export van alleen deze school en dit schooljaar."),
        )
    )


def _broken(name: str) -> Unreadable:
    return Unreadable(
        Problem(
            name,
            0,
            _("Dit bestand is niet heel, of geen zip-bestand."),
            _("Download de export opnieuw en probeer het nog eens."),
        )
    )


def _twice(name: str, inside: str) -> Unreadable:
    return Unreadable(
        Problem(
            name,
            0,
            _("In dit zip-bestand staan twee bestanden die %(name)s heten.") % {"name": inside},
            _("Laat er een weg, of geef ze elk in een eigen bestand."),
        )
    )


def _bare(name: str) -> str:
    """A name without what says that it is gzipped."""
    return name[:-3] if name.lower().endswith(".gz") else name


def _unzip(name: str, content: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > LARGEST:
                raise too_large(name)
            for member in members:
                short = member.filename.rpartition("/")[2]
                bare = _bare(short)
                if not bare.lower().endswith((".csv", ".xml", ".json")) or short.startswith("."):
                    continue
                if bare in found:
                    raise _twice(name, bare)
                packed = _limited(name, archive.open(member))
                found[bare] = packed if bare == short else _gunzip(name, packed)
                if sum(map(len, found.values())) > LARGEST:
                    raise too_large(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as broken:
        raise _broken(name) from broken
    return found


def _gunzip(name: str, content: bytes) -> bytes:
    try:
        return _limited(name, gzip.GzipFile(fileobj=io.BytesIO(content)))
    except (OSError, EOFError, zlib.error) as broken:
        raise _broken(name) from broken


def _limited(name: str, stream: IO[bytes] | gzip.GzipFile) -> bytes:
    """Everything in a stream; an archive may lie about the size, so it is counted."""
    pieces, size = [], 0
    with stream:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > LARGEST:
                raise too_large(name)
            pieces.append(piece)
    return b"".join(pieces)
