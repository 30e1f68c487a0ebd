"""Results in a CSV file: comma, semicolon or tab, Dutch or English names of columns."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from stapsteen.exchange.results.result import Dirt, LeftOut, Result, result_of
from stapsteen.kit.decoded import decoded
from stapsteen.kit.refused import Refused

MOST_ROWS = 250_000
NAMES = {
    "leerling": "pupil", "pupil": "pupil", "student": "pupil", "leerlingnummer": "pupil",
    "doel": "goal", "doelen": "goal", "goal": "goal", "goals": "goal",
    "goed": "right", "right": "right", "correct": "right",
    "score": "score", "aantalgoed": "score",
    "van": "out_of", "outof": "out_of", "aantal": "out_of",
    "taak": "item", "opgave": "item", "item": "item",
    "opties": "options", "options": "options",
    "poging": "attempt", "attempt": "attempt",
    "moment": "at", "tijd": "at", "datum": "at", "at": "at", "time": "at", "date": "at",
    "sleutel": "id", "id": "id", "key": "id",
    "vak": "subject", "subject": "subject",
    "toets": "test", "test": "test",
    "standaardfout": "error", "error": "error", "standarderror": "error",
    "gemiddelde": "mean", "mean": "mean",
    "spreiding": "spread", "spread": "spread",
    "niveau": "norm", "norm": "norm",
    "functioneringsniveau": "functioning", "functioning": "functioning",
    "buitenniveau": "off_level", "offlevel": "off_level",
}  # fmt: skip


def read(content: bytes) -> tuple[list[Result], list[Dirt]]:
    """The results of a file, and the rows that cannot be one. Refuses what is no such file at all."""
    results, dirt = [], []
    for line, row in rows_in(content, ("pupil", "goal", "at")):
        try:
            results.append(result_of(line, row))
        except LeftOut as left:
            dirt.append(Dirt(line, left.reason))
    return results, dirt


def rows_in(content: bytes, needed: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file by our names of the columns, with their lines. Empty rows are passed over."""
    text = _text(content)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        heads = [NAMES.get(_bare(name), "") for name in next(lines, [])]
        if missing := [name for name in needed if name not in heads]:
            raise Refused(
                _("In dit bestand mist een kolom: %(names)s.")
                % {"names": ", ".join(_said(missing))},
                _("Zet de namen van de kolommen op de eerste regel."),
            )
        found = [
            (
                lines.line_num,
                {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head},
            )
            for row in lines
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as broken:
        raise Refused(
            _("Regel %(line)s is niet te lezen.") % {"line": lines.line_num},
            _("Bewaar het bestand opnieuw als CSV."),
        ) from broken
    if len(found) > MOST_ROWS:
        raise Refused(
            _("Dit bestand heeft meer dan %(most)s regels.") % {"most": MOST_ROWS},
            _("Deel het in stukken."),
        )
    return found


def _text(content: bytes) -> str:
    """UTF-8, or what Windows writes; a NUL makes it no text."""
    if b"\0" in content:
        raise Refused(_("Dit is geen CSV-bestand."), _("Bewaar het bestand als CSV, met tekst."))
    return decoded(content)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(";,\t", key=first.count)


def _bare(name: str) -> str:
    return "".join(one for one in name.lower() if one.isalnum())


def _said(missing: list[str]) -> list[str]:
    """Our names of columns as a Dutch file has them."""
    return [next(dutch for dutch, ours in NAMES.items() if ours == name) for name in missing]
