"""The lines of an export that count, and a sentence for what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from stapsteen.exchange.oneroster.sheets import Line, Sheets

STATUSES = {"", "active", "tobedeleted"}
DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Lines:
    """Goes through the files of an export line by line."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets

    def current(self, name: str) -> Iterator[Line]:
        """The lines of a file that are not to be deleted."""
        seen: set[str] = set()
        for line in self.sheets[name]:
            if line["status"].lower() not in STATUSES:
                self.note(
                    line,
                    _("De status %(status)s bestaat niet.") % {"status": line["status"]},
                    _("De regel is gelezen alsof er active staat."),
                )
            self.check_dates(line)
            key = line["sourcedId"]
            if line["status"].lower() == "tobedeleted":
                continue
            if not key and name != "enrollments":
                self.note(
                    line, _("Deze regel heeft geen sourcedId."), _("De regel is overgeslagen.")
                )
            elif key and key in seen:
                self.note(
                    line,
                    _("Het nummer %(key)s staat er al.") % {"key": key},
                    _("De regel is overgeslagen."),
                )
            else:
                seen.add(key)
                yield line

    def note(self, line: Line, sentence: str, remedy: str) -> None:
        """Remember what is wrong with a line."""
        self.sheets.note(line.file, line.number, sentence, remedy)

    def check_dates(self, line: Line) -> None:
        """Tell dates that are not written as the standard says."""
        written = line["dateLastModified"]
        if written and ("T" not in written or DAY_FIRST.match(written)):
            self.note(
                line,
                _("%(date)s is geen datum met tijd zoals 2026-09-01T08:00:00Z.")
                % {"date": written},
                _("Hij is niet nodig, de regel is gewoon gelezen."),
            )

    def unknown(self, line: Line, column: str, key: str, file: str) -> None:
        """Tell a reference to something that is not in the export."""
        self.note(
            line,
            _("%(column)s verwijst naar %(key)s, maar dat staat niet in %(file)s.")
            % {"column": column, "key": key or "?", "file": file},
            _("De verwijzing is overgeslagen."),
        )

    def day(self, line: Line, column: str) -> date | None:
        """A date; one that cannot be read is told and left empty."""
        written = line[column]
        try:
            return date.fromisoformat(written[:10]) if written else None
        except ValueError:
            self.note(
                line,
                _("%(date)s is geen datum.") % {"date": written},
                _("Schrijf hem als 2016-05-31."),
            )
            return None
