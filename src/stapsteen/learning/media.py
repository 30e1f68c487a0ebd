"""Photos and voice notes that come with evidence: which are taken, and what they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.learning.models import Evidence, EvidenceMedia

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 5
PHOTO, VOICE = EvidenceMedia.Kind.PHOTO, EvidenceMedia.Kind.VOICE
FTYP = slice(4, 8)  # where files of the MP4 family say that they are
HEIF = {b"heic", b"heix", b"mif1", b"heif", b"avif"}
# What devices make: the ending that we give a file, and as what it is served.
CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "heic": "image/heic",
    "webm": "audio/webm",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
}
PHOTOS = ("jpg", "png", "webp", "heic")


@dataclass(frozen=True)
class Attachment:
    """A file as it came in. What it is, is read from its first bytes and not from its name."""

    kind: str
    file: File[bytes]


def ending_of(start: bytes) -> str:
    """Which of our endings a file gets that begins with these (at least 12) bytes; "" for any other."""
    if start[FTYP] == b"ftyp":
        return "heic" if start[8:12] in HEIF else "m4a"
    if start.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(start[8:12], "")
    signs = {
        b"\xff\xd8\xff": "jpg",
        b"\x89PNG\r\n\x1a\n": "png",
        b"\x1aE\xdf\xa3": "webm",
        b"OggS": "ogg",
        b"ID3": "mp3",
        b"\xff\xfb": "mp3",
    }
    return next((ending for sign, ending in signs.items() if start.startswith(sign)), "")


def named(attachment: Attachment) -> str:
    """A name without a meaning for a file that can be taken. Raises ``Refused`` for any other."""
    if (attachment.file.size or 0) > MOST_BYTES:
        raise Refused(
            _("Dit bestand is groter dan 10 MB."), _("Maak een kleinere foto of spreek korter in.")
        )
    attachment.file.seek(0)
    ending = ending_of(attachment.file.read(16))
    attachment.file.seek(0)
    if not ending or (ending in PHOTOS) != (attachment.kind == PHOTO):
        raise Refused(_("Dit is geen foto of geluid dat we kennen."), _("Kies een ander bestand."))
    return f"{uuid4().hex}.{ending}"


def are_kept(evidence: Collection[Evidence], media: Collection[Attachment]) -> bool:
    """Whether each of these files is with this evidence already. They are compared as they are, byte by byte."""
    if not media:
        return True
    there = EvidenceMedia.objects.filter(evidence__in=evidence).distinct()
    kept = {(one.kind, digest_of(one.file)) for one in there}
    return all((one.kind, digest_of(one.file)) in kept for one in media)


def digest_of(file: File[bytes]) -> bytes:
    """What tells a file from every other, by all that is in it (SHA-256)."""
    found = sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.digest()


@contextmanager
def removed_on_failure() -> Iterator[list[FieldFile]]:
    """A list for the files that are written within: when anything fails, they are removed.

    To be put around the transaction: the database takes back what was written, a folder does not.
    """
    written: list[FieldFile] = []
    try:
        yield written
    except BaseException:
        for one in written:
            one.storage.delete(str(one.name))
        raise


def content_type(media: EvidenceMedia) -> str:
    """As what a kept file is served."""
    return CONTENT_TYPES[str(media.file.name).rpartition(".")[2]]
