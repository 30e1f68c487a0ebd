"""A file with goals, whatever its format: which one it is shows from what is in it."""

from __future__ import annotations

import json
import tomllib
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from stapsteen.curriculum.outline import Outline
from stapsteen.exchange.curriculum import case, slo, slo_set, starter
from stapsteen.kit.refused import Refused

GZIP = b"\x1f\x8b"
MOST_BYTES = 200_000_000  # unpacked: ten times the largest file that SLO publishes
Reader = Callable[[Any], Outline | None]
READERS: tuple[Reader, ...] = (case.read, slo_set.read, slo.read, starter.read)


def read(name: str, content: bytes) -> Outline:
    """The goals, links and core objectives of a file, gzipped or not.

    Raises ``Refused`` for what is not JSON or TOML, and for what has no goals that we know of.
    """
    return _outline(_parsed(name, _unpacked(content)))


def read_together(files: Mapping[str, bytes]) -> Outline:
    """The same for several files that belong together: those of SLO, by their names.

    One file is read as ``read`` does. Raises ``Refused`` for files that do not belong together.
    """
    if len(files) == 1:
        return read(*next(iter(files.items())))
    return _outline(
        {
            slo_set.FILES[stem]: _parsed(name, _unpacked(content))
            for name, content in files.items()
            if (stem := name.removesuffix(".gz").removesuffix(".json")) in slo_set.FILES
        }
    )


def _outline(found: Any) -> Outline:
    for reader in READERS:
        if (outline := reader(found)) is not None:
            return outline
    raise Refused(
        _("In dit bestand staan geen doelen die Stapsteen kent."),
        _(
            "Geef van SLO doelen.json, doelzinnen.json, of alle bestanden samen in een zip. Of geef een "
            "CASE-bestand (versie 1.0) of een beginset in TOML."
        ),
    )


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(GZIP):
        return content
    try:
        unpacker = zlib.decompressobj(wbits=31)
        found = unpacker.decompress(content, MOST_BYTES)
    except zlib.error as wrong:
        raise Refused(_("Dit gezipte bestand is niet heel."), _("Haal het opnieuw op.")) from wrong
    if unpacker.unconsumed_tail or not unpacker.eof:
        raise Refused(
            _("Dit gezipte bestand is niet heel, of veel te groot."), _("Haal het opnieuw op.")
        )
    return found


def _parsed(name: str, content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _not_text(wrong.start) from wrong
    if name.removesuffix(".gz").endswith(".toml"):
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as wrong:
            raise Refused(
                _("Dit is geen TOML: %(why)s.") % {"why": wrong}, _("Kijk die regel na.")
            ) from wrong
    try:
        return json.loads(text)
    except json.JSONDecodeError as wrong:
        raise Refused(
            _("Dit is geen JSON: regel %(line)s, teken %(column)s.")
            % {"line": wrong.lineno, "column": wrong.colno},
            _("Haal het bestand opnieuw op."),
        ) from wrong
    except RecursionError as wrong:
        raise Refused(
            _("Dit bestand zit te diep in elkaar."), _("Haal het bestand opnieuw op.")
        ) from wrong


def _not_text(place: int) -> Refused:
    return Refused(
        _("Dit is geen tekst in UTF-8 (byte %(place)s).") % {"place": place},
        _("Bewaar het bestand als UTF-8."),
    )
