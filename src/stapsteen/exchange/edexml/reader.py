"""From elements to a roster. Liberal in what is optional, clear about what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from stapsteen.exchange.edexml.elements import date_of, given_name, line_of, text_of, with_homes
from stapsteen.exchange.edexml.parsing import Element, parse
from stapsteen.exchange.roster import (
    Problem,
    Roster,
    RosterGroup,
    RosterPupil,
    RosterStaff,
    Unreadable,
    school_year,
)

# What a school may not keep here, or has no use for here (data protection: no more than needed).
DROPPED = (
    "sofinummer", "bsn", "onderwijsnummer", "bsn_ondwnr-4", "rijksregisternummer", "etniciteit", "land",
    "land_vader", "land_moeder", "gewicht_nieuw", "gewicht", "postcodenl", "postnummerbe",
    "postcodeoverig", "geslacht", "gebruikersnaam", "fotourl", "start_ondw_jgr3",
)  # fmt: skip
KNOWN = {"school", "vestigingen", "groepen", "leerlingen", "leerkrachten", "toevoegingen"}
YEAR = re.compile(r"(\d{4})\s*[-/]\s*(\d{4})")
HISTORIC = "H"
MIXED = {"C", "N", ""}
ROLES = {
    "LRK": "teacher",
    "VAK": "subject_teacher",
    "OWA": "assistant",
    "KLA": "assistant",
    "LOS": "assistant",
    "STA": "assistant",
}
PARENT = "OUD"
MOST_PROBLEMS = 50


def read_edexml(name: str, content: bytes) -> Roster:
    """Read an EDEXML file of any version.

    Raises ``Unreadable`` when it is not one, or when pupils or groups cannot be told apart.
    """
    root, problems = parse(name, content)
    if root.tag != "EDEX":
        raise Unreadable(
            Problem(
                name,
                line_of(root),
                _("Dit is geen EDEXML: het begint met <%(tag)s>.") % {"tag": root.tag},
                _("Kies in je leerlingadministratie voor een export in EDEXML."),
            )
        )
    reading = Reading(name, problems)
    roster = reading.roster(root)
    if reading.errors:
        raise Unreadable(*reading.errors[:MOST_PROBLEMS])
    return roster


class Reading:
    """One file being read: what was found wrong so far, and what was dropped."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = problems
        self.errors: list[Problem] = []
        self.dropped: Counter[str] = Counter()
        self.groups: dict[str, RosterGroup] = {}

    def roster(self, root: Element) -> Roster:
        """The whole roster."""
        for child in root:
            if child.tag not in KNOWN:
                self.note(
                    child,
                    _("Het deel <%(tag)s> kennen we niet. Het is overgeslagen.")
                    % {"tag": child.tag},
                )
        school = root.find("school")
        starts, ends = self.year(root if school is None else school)
        self.read_groups(root)
        pupils, left = self.read_pupils(root)
        staff = self.read_staff(root)
        return Roster(
            source="edexml",
            version=text_of(school, "xsdversie") or "?",
            file=self.name,
            starts=starts,
            ends=ends,
            school_code=text_of(school, "brincode") + text_of(school, "dependancecode")
            or text_of(school, "instellingsnummer"),
            groups=tuple(with_homes(self.groups, pupils)),
            pupils=tuple(pupils),
            staff=tuple(staff),
            left=tuple(left),
            dropped=self.dropped,
            problems=tuple(self.problems[:MOST_PROBLEMS]),
        )

    def note(self, element: Element, sentence: str, remedy: str = "") -> None:
        """Remember something that does not stand in the way."""
        self.problems.append(Problem(self.name, line_of(element), sentence, remedy))

    def wrong(self, element: Element, sentence: str, remedy: str) -> None:
        """Remember something that does."""
        self.errors.append(Problem(self.name, line_of(element), sentence, remedy))

    def year(self, school: Element) -> tuple[date, date]:
        """The school year of the file."""
        written = text_of(school, "schooljaar")
        found = YEAR.fullmatch(written)
        if found and int(found[2]) == int(found[1]) + 1:
            return school_year(int(found[1]))
        self.wrong(
            school,
            _("Het schooljaar %(year)s is niet te lezen.") % {"year": written or _("ontbreekt en")},
            _("Schrijf het als 2026-2027."),
        )
        return school_year(date.today().year)  # noqa: DTZ011 - replaced by the error above

    def read_groups(self, root: Element) -> None:
        """Home groups and composite groups, in any order."""
        for element in root.iterfind("groepen/*"):
            if element.tag not in {"groep", "samengestelde_groep"}:
                continue
            key = self.key(element, self.groups, _("groep"))
            if key is not None:
                self.count_dropped(element)
                self.groups[key] = RosterGroup(
                    key,
                    text_of(element, "naam") or key,
                    "year_class" if element.tag == "groep" else "cluster",
                    text_of(element, "jaargroep").upper(),
                )

    def key(
        self, element: Element, seen: dict[str, RosterGroup] | set[str], what: str
    ) -> str | None:
        """The key of an element; None, with a sentence, when it is absent or used before."""
        key = (element.get("key") or "").strip()
        if not key:
            self.wrong(
                element,
                _("Deze %(what)s heeft geen nummer (key).") % {"what": what},
                _("Laat de leverancier van je leerlingadministratie de export herstellen."),
            )
            return None
        if key in seen:
            self.wrong(
                element,
                _("Nummer %(key)s hoort bij meer dan een %(what)s.") % {"key": key, "what": what},
                _("Geef ze in je leerlingadministratie een eigen nummer."),
            )
            return None
        return key

    def read_pupils(self, root: Element) -> tuple[list[RosterPupil], list[str]]:
        """The pupils who are at the school, and the keys of those who have left."""
        pupils: list[RosterPupil] = []
        left: list[str] = []
        seen: set[str] = set()
        school = root.find("school")
        reference = (
            date_of(text_of(school, "peildatum"))
            or date_of(text_of(school, "aanmaakdatum"))
            or date.max
        )
        for element in root.iterfind("leerlingen/leerling"):
            key = self.key(element, seen, _("leerling"))
            if key is None:
                continue
            seen.add(key)
            self.count_dropped(element, child=True)
            if text_of(element, "jaargroep").upper() == HISTORIC:
                left.append(key)
            elif pupil := self.pupil(element, key, reference):
                pupils.append(pupil)
        if not pupils and not self.errors:
            self.wrong(
                root,
                _("Er staan geen leerlingen in dit bestand."),
                _("Maak een export met leerlingen."),
            )
        without = sum(not pupil.groups and pupil.left_on is None for pupil in pupils)
        if without:
            self.note(
                root,
                _("Leerlingen zonder groep: %(n)s. Ze worden wel ingelezen.") % {"n": without},
                _("Geef ze later een groep."),
            )
        return pupils, left

    def pupil(self, element: Element, key: str, reference: date) -> RosterPupil | None:
        """One pupil; None, with a sentence, for one without a name."""
        given, family = given_name(element), text_of(element, "achternaam")
        if not (given or family):
            self.wrong(
                element,
                _("Leerling %(key)s heeft geen naam.") % {"key": key},
                _("Vul de naam in je leerlingadministratie in."),
            )
            return None
        composites = element.iterfind("samengestelde_groepen/samengestelde_groep")
        homes = element.findall("groep")[:1]
        groups = self.known_groups([*homes, *composites], given or family)
        home = next((self.groups[group] for group in groups), None)
        code = text_of(element, "jaargroep").upper()
        gone = date_of(text_of(element, "uitstroomdatum"))
        return RosterPupil(
            key=key,
            given_name=given[:200],
            prefix=text_of(element, "voorvoegsel")[:20],
            family_name=family[:200],
            initials=text_of(element, "voorletters-1")[:12],
            birth_date=self.birth_date(element),
            chain_id=(element.get("eckid") or "")[:256],
            year_group=(code if code not in MIXED or home is None else home.year_group)[:2],
            groups=groups,
            left_on=gone if gone is not None and gone < reference else None,
        )

    def known_groups(self, elements: list[Element], name: str) -> tuple[str, ...]:
        """The keys of groups that exist in the file; others are told and left out."""
        found = []
        for element in elements:
            key = (element.get("key") or "").strip()
            if key in self.groups:
                found.append(key)
            else:
                self.note(
                    element,
                    _("%(name)s zit in groep %(key)s, maar die groep staat niet in het bestand.")
                    % {"name": name, "key": key or "?"},
                    _("Kies later zelf een groep."),
                )
        return tuple(dict.fromkeys(found))

    def birth_date(self, element: Element) -> date | None:
        """The date of birth; one that does not exist is told and left empty."""
        written = text_of(element, "geboortedatum")
        found = date_of(written)
        if written and found is None:
            self.note(
                element,
                _("De geboortedatum %(date)s bestaat niet. Die blijft leeg.") % {"date": written},
                _("Verbeter hem in je leerlingadministratie."),
            )
        return found

    def read_staff(self, root: Element) -> list[RosterStaff]:
        """The staff; people who are in the file as a parent are left out."""
        staff: list[RosterStaff] = []
        seen: set[str] = set()
        for element in root.iterfind("leerkrachten/leerkracht"):
            key = self.key(element, seen, _("leerkracht"))
            codes = {(role.text or "").strip().upper() for role in element.iter("rol")}
            if key is None or codes == {PARENT}:
                continue
            seen.add(key)
            self.count_dropped(element)
            staff.append(self.member(element, key, codes))
        return staff

    def member(self, element: Element, key: str, codes: set[str]) -> RosterStaff:
        """One member of staff. Heads and counsellors get their role from the school, not from a file."""
        roles = [ROLES.get(code, "support") for code in codes if code and code != PARENT]
        best = min(
            roles,
            key=["teacher", "subject_teacher", "assistant", "support"].index,
            default="teacher",
        )
        links = [one for one in element.iterfind("groepen/*") if one.get("key")]
        return RosterStaff(
            key=key,
            given_name=given_name(element)[:200],
            prefix=text_of(element, "voorvoegsel")[:20],
            family_name=text_of(element, "achternaam")[:200],
            initials=text_of(element, "voorletters-1")[:12],
            email=text_of(element, "emailadres")[:254],
            chain_id=(element.get("eckid") or "")[:256],
            role=best,
            groups=self.known_groups(links, text_of(element, "achternaam")),
        )

    def count_dropped(self, element: Element, *, child: bool = False) -> None:
        """Count what is not taken over."""
        for name in (*DROPPED, "emailadres") if child else DROPPED:
            if text_of(element, name):
                self.dropped[name] += 1
        if element.find("toevoegingen") is not None:
            self.dropped["toevoegingen"] += 1
