"""From CSV lines to a roster of one school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.exchange.oneroster.lines import Lines
from stapsteen.exchange.oneroster.sheets import NEEDED_NOWHERE, Line, Sheets
from stapsteen.exchange.roster import (
    Kind,
    Problem,
    Roster,
    RosterGroup,
    RosterPupil,
    RosterStaff,
    Unreadable,
    school_year,
)

PUPIL = "student"
STAFF = {
    "teacher": "teacher",
    "aide": "assistant",
    "proctor": "assistant",
    "counselor": "support",
    "principal": "support",
    "administrator": "support",
    "siteAdministrator": "support",
    "districtAdministrator": "support",
    "systemAdministrator": "support",
}
OTHERS = {"guardian", "parent", "relative"}
DROPPED = (
    "sms",
    "phone",
    "password",
    "username",
    "userIds",
    "identifier",
    "pronouns",
    "middleName",
)
DROPPED_OF_DEMOGRAPHICS = (
    "sex", "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican", "white",
    "nativeHawaiianOrOtherPacificIslander", "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity",
    "countryOfBirthCode", "stateOfBirthAbbreviation", "cityOfBirth", "publicSchoolResidenceStatus",
)  # fmt: skip
FIRST_AMERICAN_GRADE = 3  # grade 01 is about group 3 of a Dutch primary school
MOST_PROBLEMS = 200


def read_oneroster(files: dict[str, bytes]) -> Roster:
    """Read a OneRoster export. Raises ``Unreadable`` when there is no school or no pupil in it."""
    sheets = Sheets(files)
    try:
        return Reading(sheets).roster()
    except Unreadable as unreadable:
        raise Unreadable(*unreadable.problems, *sheets.problems[:MOST_PROBLEMS]) from unreadable


class Reading(Lines):
    """One export being read."""

    def __init__(self, sheets: Sheets) -> None:
        super().__init__(sheets)
        self.dropped: Counter[str] = Counter()
        self.users = {line["sourcedId"]: line for line in self.current("users")}
        self.roles = self._roles()
        self.orgs_by_role: dict[str, set[str]] = {}
        for line in sheets["roles"]:
            self.orgs_by_role.setdefault(line["userSourcedId"], set()).add(line["orgSourcedId"])
        self.schools = {
            line["sourcedId"] for line in sheets["orgs"] if line["type"].lower() == "school"
        }
        self.births = {
            line["sourcedId"] or line["userSourcedId"]: line for line in sheets["demographics"]
        }
        self.american = any(
            grade == "KG" or (len(grade) == 2 and grade[0] == "0")
            for line in self.users.values()
            for grade in line.many("grades")
        )

    def roster(self) -> Roster:
        """The roster of the school with the most enrolments."""
        school = self.school()
        groups = self.groups(school)
        links = self.links(groups)
        here = {key for key in self.users if self.is_at(key, school["sourcedId"])}
        pupils = [self.pupil(key, links.get(key, [])) for key in self.people(PUPIL) if key in here]
        staff = [
            self.member(key, links.get(key, []))
            for role in STAFF
            for key in self.people(role)
            if key in here
        ]
        if not pupils:
            raise Unreadable(
                Problem(
                    self.sheets.file_names["users"],
                    0,
                    _("Er staan geen leerlingen in dit bestand."),
                    _("Maak een export met leerlingen, en met hun rol."),
                )
            )
        self.tell_left_out()
        starts, ends = self.year()
        return Roster(
            source="oneroster",
            version=self.version(),
            file="OneRoster",
            starts=starts,
            ends=ends,
            school_name=school["name"][:200],
            school_code=school["identifier"][:12],
            groups=tuple(groups.values()),
            pupils=tuple(pupils),
            staff=tuple({one.key: one for one in staff}.values()),
            dropped=self.dropped,
            problems=tuple(self.sheets.problems[:MOST_PROBLEMS]),
        )

    def _roles(self) -> dict[str, str]:
        """The role of each user: from roles.csv (1.2), from the user itself (1.1), or as enrolled."""
        found: dict[str, str] = {}
        for line in self.current("roles"):
            if line["userSourcedId"] not in self.users:
                self.unknown(line, "userSourcedId", line["userSourcedId"], "users.csv")
            elif line["roleType"] != "secondary":
                found.setdefault(line["userSourcedId"], line["role"])
        for key, line in self.users.items():
            if line["role"]:
                found.setdefault(key, line["role"])
        for line in self.sheets["enrollments"]:
            if line["userSourcedId"] in self.users:
                found.setdefault(line["userSourcedId"], line["role"])
        return found

    def school(self) -> Line:
        """The school that most enrolments name."""
        orgs = {line["sourcedId"]: line for line in self.current("orgs")}
        for line in orgs.values():
            if line["parentSourcedId"] and line["parentSourcedId"] not in orgs:
                self.unknown(line, "parentSourcedId", line["parentSourcedId"], "orgs.csv")
        schools = [line for line in orgs.values() if line["type"].lower() == "school"]
        counts = Counter(line["schoolSourcedId"] for line in self.sheets["enrollments"])
        if not schools and (found := next((key for key in counts if key in orgs), "")):
            schools = [orgs[found]]
            self.note(
                orgs[found],
                _("%(name)s heeft niet het type school.") % {"name": orgs[found]["name"]},
                _("Het is gelezen als school, omdat de inschrijvingen ernaar verwijzen."),
            )
        if not schools:
            raise Unreadable(
                Problem(
                    self.sheets.file_names["orgs"],
                    0,
                    _("Er staat geen school in dit bestand."),
                    _("Er hoort een regel te zijn met type school."),
                )
            )
        best = max(schools, key=lambda line: counts[line["sourcedId"]])
        if len(schools) > 1:
            self.note(
                best,
                _("Er staan %(n)s scholen in. Alleen %(name)s wordt ingelezen.")
                % {"n": len(schools), "name": best["name"]},
                _("Maak voor elke andere school een eigen export."),
            )
        return best

    def groups(self, school: Line) -> dict[str, RosterGroup]:
        """The classes of a school; a homeroom is a class, what is scheduled a group beside it."""
        known_courses = {line["sourcedId"] for line in self.sheets["courses"]}
        found: dict[str, RosterGroup] = {}
        for line in self.current("classes"):
            if line["schoolSourcedId"] != school["sourcedId"]:
                continue
            if line["courseSourcedId"] and line["courseSourcedId"] not in known_courses:
                self.unknown(line, "courseSourcedId", line["courseSourcedId"], "courses.csv")
            kind: Kind = "year_class" if line["classType"].lower() == "homeroom" else "cluster"
            grades = [self.grade(grade) for grade in line.many("grades")]
            name = self.unused_name(line["title"] or line["sourcedId"], kind, found)
            found[line["sourcedId"]] = RosterGroup(
                line["sourcedId"], name, kind, grades[0] if len(grades) == 1 else ""
            )
        if found and not any(group.kind == "year_class" for group in found.values()):
            self.sheets.note(
                self.sheets.file_names["classes"],
                0,
                _("Er zijn geen stamgroepen (classType homeroom)."),
                _("Maak ze bij School, of vraag een export met stamgroepen."),
            )
        return found

    def unused_name(self, title: str, kind: str, found: dict[str, RosterGroup]) -> str:
        """A name that no other group of the kind has: the same title happens to several classes."""
        names = {group.name for group in found.values() if group.kind == kind}
        name, number = title[:58], 2
        while name in names:
            name, number = f"{title[:58]} ({number})", number + 1
        return name

    def links(self, groups: dict[str, RosterGroup]) -> dict[str, list[str]]:
        """The groups of each user, by the enrolments that make sense."""
        schools = {line["sourcedId"] for line in self.sheets["classes"]}
        found: dict[str, list[str]] = {}
        for line in self.current("enrollments"):
            user, group = line["userSourcedId"], line["classSourcedId"]
            if user not in self.users:
                self.unknown(line, "userSourcedId", user, "users.csv")
            elif group not in schools:
                self.unknown(line, "classSourcedId", group, "classes.csv")
            elif group in groups:
                found.setdefault(user, []).append(group)
        return found

    def is_at(self, key: str, school: str) -> bool:
        """Whether a user belongs to the school; one who names no school of the file does too."""
        line = self.users[key]
        named = {*line.many("orgSourcedIds"), line["primaryOrgSourcedId"]}
        named |= self.orgs_by_role.get(key, set())
        return school in named or not named & self.schools

    def people(self, role: str) -> Iterator[str]:
        """The users with a role, in the order of the file."""
        return (key for key in self.users if self.roles.get(key) == role)

    def pupil(self, key: str, groups: list[str]) -> RosterPupil:
        """One pupil. Children have no e-mail address here."""
        line = self.users[key]
        self.count_dropped(line, (*DROPPED, "email"))
        birth = self.births.get(key)
        if birth is not None:
            self.count_dropped(birth, DROPPED_OF_DEMOGRAPHICS)
        grades = [self.grade(grade) for grade in line.many("grades")]
        return RosterPupil(
            key=key,
            given_name=(line["preferredGivenName"] or line["givenName"])[:200],
            family_name=(line["preferredFamilyName"] or line["familyName"])[:200],
            birth_date=self.day(birth, "birthDate") if birth else None,
            chain_id=line["metadata.nl.eckid"][:256],
            year_group=(line["metadata.nl.jaargroep"] or (grades[0] if grades else ""))[:2],
            groups=tuple(dict.fromkeys(groups)),
        )

    def member(self, key: str, groups: list[str]) -> RosterStaff:
        """One member of staff; the role is a proposal and gives no rights."""
        line = self.users[key]
        self.count_dropped(line, DROPPED)
        return RosterStaff(
            key=key,
            given_name=(line["preferredGivenName"] or line["givenName"])[:200],
            family_name=(line["preferredFamilyName"] or line["familyName"])[:200],
            email=line["email"][:254],
            role=STAFF[self.roles[key]],
            groups=tuple(dict.fromkeys(groups)),
        )

    def grade(self, written: str) -> str:
        """A year group: as written, or from the American grades KG, 01, 02 ..."""
        if not self.american:
            return written.lstrip("0") or written
        number = 0 if written == "KG" else int(written) if written.isdigit() else None
        return written if number is None else str(number + FIRST_AMERICAN_GRADE - 1)

    def count_dropped(self, line: Line, columns: tuple[str, ...]) -> None:
        """Count what is not taken over."""
        for column in columns:
            if line[column]:
                self.dropped[column] += 1

    def tell_left_out(self) -> None:
        """Tell whom the roster leaves out."""
        left_out = Counter(role for role in self.roles.values() if role in OTHERS)
        unknown = sum(key not in self.roles for key in self.users)
        if left_out:
            self.dropped["guardians"] += left_out.total()
        if unknown:
            self.sheets.note(
                self.sheets.file_names["users"],
                0,
                _("Mensen zonder rol: %(n)s. Ze zijn overgeslagen.") % {"n": unknown},
                _("Geef ze een rol in roles.csv of bij hun inschrijving."),
            )
        for name in NEEDED_NOWHERE & set(self.sheets.lines):
            self.dropped[f"{name}.csv"] += len(self.sheets[name])

    def year(self) -> tuple[date, date]:
        """The school year of the sessions that were named last, else the one of today."""
        found = [
            (starts, ends)
            for line in self.current("academicSessions")
            if line["type"] in {"schoolYear", "term", "semester", "gradingPeriod"}
            and (starts := self.day(line, "startDate"))
            and (ends := self.day(line, "endDate"))
        ]
        last = max((ends for _starts, ends in found), default=timezone.localdate())
        return school_year(last.year - 1 if last.month < 8 else last.year)

    def version(self) -> str:
        """The version that the manifest names, else what the files look like."""
        for line in self.sheets["manifest"]:
            if line["propertyName"] == "oneroster.version":
                return line["value"]
        if "manifest" not in self.sheets.lines:
            self.sheets.note(
                "manifest.csv",
                0,
                _("Dit bestand ontbreekt."),
                _("De andere bestanden zijn gelezen."),
            )
        return "1.2" if "roles" in self.sheets.lines else "1.1"
