"""Holidays, study days, and groups of every kind with who is in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.actions.asking import refuse_others
from stapsteen.school.defaults.holidays import are_published, holidays_between
from stapsteen.school.log import record
from stapsteen.school.models import DayOff, Group, Membership, Person, Region, SchoolYear, Term

A_WEEK = timedelta(days=4)  # from Monday to Friday; a public holiday alone ends no term
TOGETHER = (Group.Kind.UNIT, Group.Kind.CLUSTER)


DayRow = tuple[str, str, str, str, str, tuple[int, ...]]  # name, kind, starts, ends, region, groups


@transaction.atomic
def add_day_off(
    year: SchoolYear,
    name: str,
    kind: str,
    starts: date,
    ends: date,
    *,
    groups: Iterable[Group] = (),
    by: Viewer | None,
) -> DayOff:
    """Add a holiday, study days or a special day, for the whole school or for some groups.

    Raises ``Refused`` for days outside the school year and for groups of another one.
    """
    refuse_others(year, by)
    if not year.starts <= starts <= ends <= year.ends:
        raise Refused(
            _("Deze dagen vallen niet in het schooljaar."), _("Kies een begin en een einde erin.")
        )
    chosen = list(groups)
    if any(group.year_id != year.pk for group in chosen):
        raise Refused(_("Deze groep is van een ander jaar."), _("Kies een groep van dit jaar."))
    made = DayOff.objects.create(
        year=year, name=name.strip()[:80], kind=DayOff.Kind(kind), starts=starts, ends=ends
    )
    made.groups.set(chosen)
    _cut_terms(year)
    record(by, year.school, "add_day_off", made.pk)
    return made


@transaction.atomic
def take_holidays(year: SchoolYear, region: str, *, by: Viewer | None) -> list[DayOff]:
    """Take the published holidays of a region, and the public holidays, in place of those there were.

    What the school wrote itself under another name stays. Raises ``Refused`` when nothing is
    published about this year.
    """
    refuse_others(year, by)
    if region not in Region.values:
        raise Refused(_("Die regio is er niet."), _("Kies Noord, Midden of Zuid."))
    if not are_published(year.starts, year.ends):
        raise Refused(
            _("De vakanties van dit schooljaar staan nog niet vast in Stapsteen."),
            _("Voeg ze zelf toe; je vindt ze bij de Rijksoverheid."),
        )
    found = holidays_between(year.starts, year.ends, Region(region))
    before = year.days_off.filter(kind=DayOff.Kind.HOLIDAY)
    before.filter(~Q(region="") | Q(name__in={one.name for one in found})).delete()
    made = DayOff.objects.bulk_create(
        DayOff(
            year=year, name=one.name, kind=DayOff.Kind.HOLIDAY, starts=one.starts, ends=one.ends,
            region=region,
        )
        for one in found
    )  # fmt: skip
    _cut_terms(year)
    record(by, year.school, "take_holidays", region)
    return made


@transaction.atomic
def remove_day_off(off: DayOff, *, by: Viewer | None) -> None:
    """Take a holiday, study day or special day away."""
    refuse_others(off.year, by)
    record(by, off.year.school, "remove_day_off", off.pk)
    off.delete()
    _cut_terms(off.year)


def days_written(year: SchoolYear) -> list[DayRow]:
    """All days of a year that are not like others, as plain data, to be put back later."""
    return [
        (
            off.name, off.kind, off.starts.isoformat(), off.ends.isoformat(), off.region,
            tuple(sorted(group.pk for group in off.groups.all())),
        )
        for off in year.days_off.order_by("starts", "name", "pk").prefetch_related("groups")
    ]  # fmt: skip


@transaction.atomic
def put_days_back(year: SchoolYear, rows: Iterable[DayRow], *, by: Viewer | None) -> None:
    """Write the days of a year as they were."""
    refuse_others(year, by)
    DayOff.objects.filter(year=year).delete()
    for name, kind, starts, ends, region, groups in rows:
        made = DayOff.objects.create(
            year=year, name=name, kind=kind, starts=date.fromisoformat(starts),
            ends=date.fromisoformat(ends), region=region,
        )  # fmt: skip
        made.groups.set(Group.objects.filter(year=year, pk__in=groups))
    _cut_terms(year)
    record(by, year.school, "put_days_back", year.pk)


def _cut_terms(year: SchoolYear) -> None:
    """The terms are the stretches between the holidays of a week, numbered through the year."""
    Term.objects.filter(year=year).delete()
    starts = year.starts
    rows = []
    holidays = year.days_off.filter(kind=DayOff.Kind.HOLIDAY, groups=None).order_by("starts")
    for holiday in (one for one in holidays if one.ends - one.starts >= A_WEEK):
        if starts < holiday.starts:
            rows.append((starts, holiday.starts - timedelta(days=1)))
        starts = max(starts, holiday.ends + timedelta(days=1))
    if starts <= year.ends:
        rows.append((starts, year.ends))
    Term.objects.bulk_create(
        Term(year=year, name=_("Periode %(n)s") % {"n": number}, starts=begin, ends=end)
        for number, (begin, end) in enumerate(rows, start=1)
    )


@transaction.atomic
def make_group(
    year: SchoolYear, name: str, kind: str, groups: Iterable[Group] = (), *, by: Viewer | None
) -> Group:
    """Make a group of any kind. A unit or cluster takes in the given classes.

    Raises ``Refused`` for a name that is taken by another group of the kind.
    """
    refuse_others(year, by)
    if not name.strip() or kind not in Group.Kind.values:
        raise Refused(
            _("Deze groep heeft geen goede naam of soort."), _("Kies een naam en een soort.")
        )
    try:
        with transaction.atomic():
            made = Group.objects.create(
                year=year, name=name.strip()[:64], kind=kind, position=year.groups.count()
            )
    except IntegrityError as taken:
        raise Refused(_("Er is al een groep met deze naam."), _("Kies een andere naam.")) from taken
    if kind in TOGETHER:
        year.groups.filter(pk__in=[one.pk for one in groups]).update(parent=made)
    record(by, year.school, "make_group", made.pk)
    return made


@transaction.atomic
def put_in_group(person: Person, group: Group, *, by: Viewer | None) -> Membership:
    """Put somebody in a group from today on; a class that a pupil was in before ends yesterday."""
    refuse_others(group.year, by)
    if person.school_id != group.year.school_id:
        raise Refused(
            _("Dit is iemand van een andere school."), _("Kies iemand van je eigen school.")
        )
    today = min(max(timezone.localdate(), group.year.starts), group.year.ends)
    now = Membership.objects.select_for_update().filter(
        person=person, group__year=group.year, ends__isnull=True
    )
    if known := now.filter(group=group).first():
        return known
    if group.kind in {Group.Kind.YEAR_CLASS, Group.Kind.BASE_GROUP}:
        for before in now.filter(group__kind__in=(Group.Kind.YEAR_CLASS, Group.Kind.BASE_GROUP)):
            before.ends = max(before.starts, today - timedelta(days=1))
            before.save(update_fields=["ends"])
    made = Membership.objects.create(group=group, person=person, starts=today)
    record(by, group.year.school, "put_in_group", made.pk)
    return made
