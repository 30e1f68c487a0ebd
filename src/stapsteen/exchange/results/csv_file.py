"""Results in a CSV file: comma, semicolon or tab, Dutch or English names of columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from stapsteen.exchange.results.result import Dirt, LeftOut, Reason, Result, result_of
from stapsteen.kit.decoded import decoded
from stapsteen.kit.refused import Refused

MOST_ROWS = 250_000
LONGEST_SHOWN = 80  # characters of a first line that is not as it should be
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
    rows, dirt = rows_in(content, ("pupil", "goal", "at"))
    results = []
    for line, row in rows:
        try:
            results.append(result_of(line, row))
        except LeftOut as left:
            dirt.append(left.at(line))
    return results, dirt


def rows_in(
    content: bytes, needed: tuple[str, ...]
) -> tuple[list[tuple[int, dict[str, str]]], list[Dirt]]:
    """The rows of a CSV file by our names of the columns, with their lines; and those that do not fit the columns.

    Empty rows are passed over. Refuses what is no such file.
    """
    text = _text(content)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        filled = (row for row in lines if any(cell.strip() for cell in row))
        heads = _heads(next(filled, []), filled, needed)
        found = [(lines.line_num, row) for row in filled]
    except csv.Error as broken:
        raise Refused(
            _("Regel %(line)s is niet te lezen.") % {"line": lines.line_num},
            _(
                "Kijk of er een aanhalingsteken te veel staat, of bewaar het bestand opnieuw als CSV."
            ),
        ) from broken
    if len(found) > MOST_ROWS:
        raise Refused(
            _("Dit bestand heeft meer dan %(most)s regels.") % {"most": MOST_ROWS},
            _("Deel het in stukken."),
        )
    least = max(place for place, head in enumerate(heads) if head in needed)
    fits = [least < len(row) and not any(row[len(heads) :]) for _line, row in found]
    return (
        [(line, _by_name(heads, row)) for (line, row), fit in zip(found, fits, strict=True) if fit],
        [
            Dirt(line, Reason.COLUMNS)
            for (line, _row), fit in zip(found, fits, strict=True)
            if not fit
        ],
    )


def _heads(first: list[str], rest: Iterator[list[str]], needed: tuple[str, ...]) -> list[str]:
    """Our names of the columns, "" for one that is not for us. A line ``sep=`` of a spreadsheet is passed over."""
    names = next(rest, []) if first and first[0].lower().startswith("sep=") else first
    heads = [NAMES.get(_bare(name), "") for name in names]
    if missing := [name for name in needed if name not in heads]:
        raise Refused(
            _("In dit bestand mist een kolom: %(names)s.") % {"names": ", ".join(_said(missing))},
            _("Zet de namen op de eerste regel, met puntkomma's ertussen. Nu staat daar: %(first)s")
            % {"first": "; ".join(names)[:LONGEST_SHOWN] or "-"},
        )
    for head in {*heads} - {"", "at"}:
        same = [name for name, ours in zip(names, heads, strict=True) if ours == head]
        if len(same) > 1:
            raise Refused(
                _("Deze kolommen betekenen hetzelfde: %(names)s.") % {"names": ", ".join(same)},
                _("Haal er een weg, of geef hem een andere naam."),
            )
    return heads


def _by_name(heads: list[str], row: list[str]) -> dict[str, str]:
    """The cells of a row by our names; a day and a time in two columns are one moment."""
    found: dict[str, str] = {}
    for head, cell in zip(heads, row, strict=False):
        if head == "at":
            found[head] = f"{found.get(head, '')} {cell.strip()}".strip()
        elif head:
            found[head] = cell.strip()
    return found


def _text(content: bytes) -> str:
    """UTF-8, UTF-16, or what Windows writes; a NUL makes it no text."""
    text = decoded(content)
    if "\0" in text:
        raise Refused(_("Dit is geen CSV-bestand."), _("Bewaar het bestand als CSV, met tekst."))
    return text


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return max(";,\t", key=first.count)


def _bare(name: str) -> str:
    return "".join(one for one in name.lower() if one.isalnum())


def _said(missing: list[str]) -> list[str]:
    """Our names of columns as a Dutch file has them."""
    return [next(dutch for dutch, ours in NAMES.items() if ours == name) for name in missing]
