"""What one can do with exports: look what would change, read one in, take that back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.exchange.difference import Difference, compare
from stapsteen.exchange.edexml import read_edexml
from stapsteen.exchange.models import ImportBatch, ImportChange
from stapsteen.exchange.oneroster import read_oneroster
from stapsteen.exchange.roster import Problem, Roster, Unreadable
from stapsteen.exchange.snapshot import snapshot_of
from stapsteen.exchange.writing import Writing
from stapsteen.kit.counted import count_tables
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer, may_run_school
from stapsteen.school.ledger import Entry, Ledger, take_back
from stapsteen.school.log import record
from stapsteen.school.models import Board, School, SchoolYear
from stapsteen.school.roster_reads import all_schools, open_year_of, school_with_code

Files = dict[str, bytes]


@dataclass(frozen=True)
class Preview:
    """A roster that was read, the school it belongs to (None: a new one), and what would change."""

    roster: Roster
    school: School | None
    difference: Difference


def read(files: Files) -> Roster:
    """Read an upload, whatever its format. Raises ``Unreadable`` with what is wrong and where."""
    sheets = {name: content for name, content in files.items() if name.lower().endswith(".csv")}
    if sheets:
        return read_oneroster(sheets)
    for name, content in files.items():
        if name.lower().endswith(".json"):
            raise Unreadable(
                Problem(
                    name,
                    0,
                    _(
                        "Dit is JSON. Die vorm van OneRoster is er voor koppelingen, niet voor bestanden."
                    ),
                    _("Maak een export als csv-bestanden in een zip."),
                )
            )
        if content.strip():
            return read_edexml(name, content)
    raise Unreadable(
        Problem(
            next(iter(files), _("Bestand")),
            0,
            _("Hier staat geen export in."),
            _("Kies een EDEXML-bestand, of een zip met de csv-bestanden van OneRoster."),
        )
    )


def preview(roster: Roster, *, by: Viewer | None = None) -> Preview:
    """What reading a roster in would change; nothing is changed."""
    school = _school_for(roster, by)
    year = open_year_of(school) if school else None
    _refuse_other_year(roster, year)
    difference = compare(roster, snapshot_of(school, year, roster.source))
    difference.new_school = school is None
    return Preview(roster, school, difference)


@transaction.atomic
def read_in(roster: Roster, files: Files, *, by: Viewer | None = None) -> ImportBatch | None:
    """Read a roster in, as a whole or not at all; None when there is nothing to change.

    Raises ``Refused`` for somebody who may not, or for a roster of another school or another year.
    """
    _refuse_others(by)
    seen = preview(roster, by=by)
    if seen.difference.is_empty:
        return None
    ledger = Ledger()
    school = seen.school or _new_school(roster, ledger)
    School.objects.select_for_update(no_key=True).get(
        pk=school.pk
    )  # two imports wait for each other
    year = open_year_of(school)
    day = timezone.localdate()
    if year is None:
        year = ledger.add([_new_year(school, roster)])[0]
        day = year.starts
    now = snapshot_of(school, year, roster.source)
    writing = Writing(school, year, roster, now, min(max(day, year.starts), year.ends), ledger)
    writing.write(compare(roster, now))
    if school.name != roster.school_name and roster.school_code and not school.code:
        ledger.change(school, code=roster.school_code)
    batch = _keep(school, roster, files, seen.difference, ledger, by)
    record(by, school, "read_in", batch.pk)
    count_tables()
    return batch


@transaction.atomic
def undo(batch: ImportBatch, *, by: Viewer | None = None) -> None:
    """Take an import back as a whole.

    Raises ``Refused`` when it was taken back before, when a later import builds on it, or when others
    have worked on with what it brought.
    """
    _refuse_others(by)
    held = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if held.state == ImportBatch.State.UNDONE:
        raise Refused(_("Dit is al teruggedraaid."), _("Er is niets meer te doen."))
    later = ImportBatch.objects.filter(
        school=held.school, state=ImportBatch.State.APPLIED, pk__gt=held.pk
    )
    if later.exists():
        raise Refused(_("Daarna is er nog een bestand ingelezen."), _("Draai dat eerst terug."))
    changes = held.changes.order_by("position")
    entries = [Entry(one.model, one.row, one.before, one.after) for one in changes]
    keep = {("School", held.school_id), ("Board", held.school.board_id)}
    take_back([one for one in entries if (one.model, one.row) not in keep])
    held.state = ImportBatch.State.UNDONE
    held.undone_at = timezone.now()
    held.save(update_fields=["state", "undone_at"])
    record(by, held.school, "undo_import", held.pk)


def _keep(
    school: School,
    roster: Roster,
    files: Files,
    difference: Difference,
    ledger: Ledger,
    by: Viewer | None,
) -> ImportBatch:
    batch = ImportBatch.objects.create(
        school=school,
        file_name=roster.file[:200],
        digest=digest_of(files),
        format=f"{roster.source} {roster.version}"[:20],
        counts=difference.counts,
        by_id=by.pk if by else None,
    )
    ImportChange.objects.bulk_create(
        (
            ImportChange(
                batch=batch,
                position=position,
                model=entry.model,
                row=entry.row,
                before=entry.before,
                after=entry.after,
            )
            for position, entry in enumerate(ledger.entries)
        ),
        batch_size=500,
    )
    return batch


def digest_of(files: Files) -> str:
    """The fingerprint of an upload."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name])
    return digest.hexdigest()


def _school_for(roster: Roster, by: Viewer | None) -> School | None:
    """The school a roster belongs to: the viewer's own, the one with its code, or the only one."""
    if by is not None and by.school is not None:
        if by.school.code and roster.school_code and by.school.code != roster.school_code:
            raise Refused(
                _("Dit bestand is van school %(file)s, jij werkt op %(own)s.")
                % {"file": roster.school_code, "own": by.school.code},
                _("Kies de export van je eigen school."),
            )
        return _free_to_take_the_code(by.school, roster)
    found = school_with_code(roster.school_code)
    if found is not None:
        return found
    empty = [school for school in all_schools() if not school.code]
    return empty[0] if len(empty) == 1 else None


def _free_to_take_the_code(school: School, roster: Roster) -> School:
    """A school without a code takes that of its first file, unless another school has it."""
    other = school_with_code(roster.school_code)
    if other is not None and other.pk != school.pk:
        raise Refused(
            _("De school met code %(code)s staat hier al.") % {"code": roster.school_code},
            _("Log in bij die school, of kies de export van je eigen school."),
        )
    return school


def _refuse_other_year(roster: Roster, year: SchoolYear | None) -> None:
    if year is not None and year.name != roster.year_name:
        raise Refused(
            _("Dit bestand is van schooljaar %(file)s, op school loopt %(own)s.")
            % {"file": roster.year_name, "own": year.name},
            _("Sluit eerst het schooljaar af, of kies de export van het lopende jaar."),
        )


def _refuse_others(by: Viewer | None) -> None:
    if by is not None and not may_run_school(by):
        raise Refused(
            _("Je mag geen export inlezen."), _("Vraag de schoolleider of de beheerder om hulp.")
        )


def _new_school(roster: Roster, ledger: Ledger) -> School:
    name = roster.school_name or (_("School %(code)s") % {"code": roster.school_code}).strip()
    board = ledger.add([Board(name=name)])[0]
    return ledger.add([School(board=board, name=name, code=roster.school_code[:12])])[0]


def _new_year(school: School, roster: Roster) -> SchoolYear:
    return SchoolYear(
        school=school,
        name=roster.year_name,
        starts=roster.starts,
        ends=roster.ends,
        state=SchoolYear.State.OPEN,
    )
