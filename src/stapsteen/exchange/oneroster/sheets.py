"""CSV files with headers: matched liberally, every deviation told with its file and line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stapsteen.exchange.roster import Problem, Unreadable

REQUIRED: dict[str, tuple[str, ...]] = {
    "orgs": ("sourcedId", "name", "type"),
    "users": ("sourcedId", "givenName", "familyName"),
    "classes": ("sourcedId", "title", "schoolSourcedId"),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
}
OPTIONAL: dict[str, tuple[str, ...]] = {
    "academicSessions": ("sourcedId", "title", "type", "startDate", "endDate"),
    "courses": ("sourcedId", "title", "orgSourcedId"),
    "roles": ("sourcedId", "userSourcedId", "role", "orgSourcedId"),
    "demographics": ("sourcedId", "birthDate"),
    "userProfiles": ("sourcedId", "userSourcedId", "profileType"),
    "manifest": ("propertyName", "value"),
}
NEEDED_NOWHERE = {"courses", "userProfiles"}
NAMES = {name.lower(): name for name in (*REQUIRED, *OPTIONAL)}
ALIASES = {
    "datalastmodified": "dateLastModified",
    "orgs": "orgSourcedIds",
    "agents": "agentSourcedIds",
    "grade": "grades",
    "userid": "userIds",
    "schoolyearid": "schoolYearSourcedId",
    "prefferedgivenname": "preferredGivenName",
    "prefferedmiddlename": "preferredMiddleName",
    "prefferedfamilyname": "preferredFamilyName",
}
KNOWN = {
    name.lower(): name
    for name in [
        "sourcedId",
        "status",
        "dateLastModified",
        "enabledUser",
        "orgSourcedIds",
        "role",
        "username",
        "userIds",
        "givenName",
        "familyName",
        "middleName",
        "identifier",
        "email",
        "sms",
        "phone",
        "agentSourcedIds",
        "grades",
        "password",
        "userMasterIdentifier",
        "preferredGivenName",
        "preferredMiddleName",
        "preferredFamilyName",
        "primaryOrgSourcedId",
        "pronouns",
        "title",
        "type",
        "startDate",
        "endDate",
        "parentSourcedId",
        "schoolYear",
        "name",
        "schoolYearSourcedId",
        "courseCode",
        "orgSourcedId",
        "subjects",
        "subjectCodes",
        "courseSourcedId",
        "classCode",
        "classType",
        "location",
        "schoolSourcedId",
        "termSourcedIds",
        "periods",
        "userSourcedId",
        "roleType",
        "beginDate",
        "userProfileSourcedId",
        "classSourcedId",
        "primary",
        "birthDate",
        "sex",
        "americanIndianOrAlaskaNative",
        "asian",
        "blackOrAfricanAmerican",
        "nativeHawaiianOrOtherPacificIslander",
        "white",
        "demographicRaceTwoOrMoreRaces",
        "hispanicOrLatinoEthnicity",
        "countryOfBirthCode",
        "stateOfBirthAbbreviation",
        "cityOfBirth",
        "publicSchoolResidenceStatus",
        "profileType",
        "vendorId",
        "applicationId",
        "description",
        "credentialType",
        "propertyName",
        "value",
    ]
}
LARGEST_FIELD = 1 << 20


@dataclass(frozen=True)
class Line:
    """One row of a file, by column name, with the line it ends on."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def many(self, column: str) -> list[str]:
        """The parts of a cell that holds a list."""
        return [part.strip() for part in self[column].split(",") if part.strip()]


class Sheets:
    """All files of one export."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[str, list[Line]] = {}
        self.file_names: dict[str, str] = {}
        csv.field_size_limit(LARGEST_FIELD)
        for file, content in sorted(files.items()):
            self._read(file, content)
        self._refuse_missing()

    def note(self, file: str, line: int, sentence: str, remedy: str = "") -> None:
        """Remember something that does not stand in the way."""
        self.problems.append(Problem(file, line, sentence, remedy))

    def __getitem__(self, name: str) -> list[Line]:
        return self.lines.get(name, [])

    def _read(self, file: str, content: bytes) -> None:
        short = file.rpartition("/")[2].removesuffix(".csv").removesuffix(".CSV")
        name = NAMES.get(short.lower())
        if name is None:
            return
        if name != short:
            self.note(
                file,
                0,
                _("Dit bestand hoort %(name)s.csv te heten.") % {"name": name},
                _("Het is wel gelezen."),
            )
        self.file_names[name] = file
        self.lines[name] = list(self._lines(file, name, self._text(file, content)))

    def _text(self, file: str, content: bytes) -> str:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.note(
                file,
                0,
                _("Dit bestand is geen UTF-8. Het is gelezen als Windows-1252."),
                _("Kijk of namen met een accent goed zijn."),
            )
            return content.decode("cp1252", errors="replace")

    def _lines(self, file: str, name: str, text: str) -> Iterator[Line]:
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            columns = self._columns(file, name, next(rows, []))
            for row in rows:
                if any(cell.strip() for cell in row):
                    self._check_width(file, rows.line_num, row, columns)
                    cells: dict[str, str] = {}
                    for column, cell in zip(columns, row, strict=False):
                        cells[column] = cells.get(column) or cell.strip()
                    yield Line(file, rows.line_num, cells)
        except csv.Error as broken:
            raise Unreadable(
                Problem(
                    file,
                    rows.line_num,
                    _("Deze regel is geen goede csv (%(why)s).") % {"why": broken},
                    _("Maak de export opnieuw; bewerk hem niet in een spreadsheet."),
                )
            ) from broken

    def _check_width(self, file: str, line: int, row: list[str], columns: list[str]) -> None:
        if len(row) < len(columns) - 1 and any(columns[len(row) :]) is not False:
            self.note(
                file,
                line,
                _("Deze regel heeft %(n)s velden, de kop heeft er %(m)s.")
                % {"n": len(row), "m": len(columns)},
                _("Wat ontbreekt, blijft leeg."),
            )

    def _columns(self, file: str, name: str, header: list[str]) -> list[str]:
        """The names of the columns as the standard spells them."""
        found = [self._column(file, cell.strip()) for cell in header]
        empty = sum(not cell.strip() for cell in header)
        if empty:
            self.note(
                file,
                1,
                _("De kop heeft lege vakken: %(n)s.") % {"n": empty},
                _("Ze zijn overgeslagen."),
            )
        for twice in {one for one in found if one and found.count(one) > 1}:
            self.note(
                file,
                1,
                _("De kolom %(column)s staat er twee keer.") % {"column": twice},
                _("De eerste die gevuld is, telt."),
            )
        self._check_required(file, name, found)
        return found

    def _check_required(self, file: str, name: str, found: list[str]) -> None:
        wanted = REQUIRED.get(name) or OPTIONAL[name]
        missing = [column for column in wanted if column not in found]
        if missing == ["sourcedId"] and "userSourcedId" in found:
            self.note(
                file,
                1,
                _("De kolom sourcedId ontbreekt."),
                _("De kolom userSourcedId is in plaats daarvan gebruikt."),
            )
            return
        if not missing:
            return
        sentence = _("De kolom %(columns)s ontbreekt.") % {"columns": ", ".join(missing)}
        if name in REQUIRED:
            raise Unreadable(
                Problem(file, 1, sentence, _("Maak de export opnieuw, met alle kolommen."))
            )
        self.note(file, 1, sentence, _("Wat daarin hoort te staan, is niet ingelezen."))

    def _column(self, file: str, written: str) -> str:
        if written.lower() in KNOWN:
            return KNOWN[written.lower()]
        if written.lower() in ALIASES:
            name = ALIASES[written.lower()]
            self.note(
                file,
                1,
                _("De kolom %(written)s hoort %(name)s te heten.")
                % {"written": written, "name": name},
                _("Hij is wel gelezen."),
            )
            return name
        return written

    def _refuse_missing(self) -> None:
        missing = [f"{name}.csv" for name in REQUIRED if name not in self.lines]
        if missing:
            raise Unreadable(
                Problem(
                    "OneRoster",
                    0,
                    _("Er ontbreken bestanden: %(files)s.") % {"files": ", ".join(missing)},
                    _("Zet alle csv-bestanden van de export in een zip en kies die."),
                )
            )
