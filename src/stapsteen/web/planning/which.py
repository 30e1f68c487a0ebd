"""Which timetable a page shows: read from the address, within what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.accounts.models import User
from stapsteen.school.access import is_staff_member
from stapsteen.school.models import Person
from stapsteen.web.asked import number_in
from stapsteen.web.door import found
from stapsteen.web.planning.week_bar import WeekBar, week_bar
from stapsteen.week.changes.now import as_it_goes
from stapsteen.week.models import Organisation, Plan
from stapsteen.week.planning.access import people_with_a_week, plans_for
from stapsteen.week.planning.export import person_id
from stapsteen.week.planning.grid import Grid
from stapsteen.week.planning.queries import newest_plans
from stapsteen.week.planning.shown import Shown, shown
from stapsteen.week.planning.timetables import (
    day_name,
    day_of_all_groups,
    week_of_all_groups,
    week_of_group,
    week_of_pupil,
    week_of_room,
    week_of_staff,
)
from stapsteen.week.year_plan.access import name_of, plan_that_runs

COLOURS = ("subjects", "bands")


@dataclass(frozen=True)
class Choice:
    """One thing to choose from in a list of the page."""

    value: str
    name: str
    chosen: bool = False


@dataclass(frozen=True)
class Which:
    """A timetable: of which plan, of whom or of which day, and how it is coloured.

    ``explains``: who looks may ask why a lesson stands where it does.
    """

    plan: Plan
    shown: Shown
    whose: str
    day: str
    colours: str
    lines_up: bool
    grids: tuple[Grid, ...]
    in_force: bool
    explains: bool
    week: WeekBar | None = None  # of what holds; a proposal belongs to no week

    @property
    def name(self) -> str:
        """The name of the version that was published, else of the organisation of the plan."""
        return name_of(self.plan)

    @property
    def is_of_all(self) -> bool:
        """Whether it shows all groups."""
        return self.whose == "groups"

    @property
    def week_before(self) -> str:
        """The query of the same timetable a week earlier; empty where the year begins."""
        day = self.week and self.week.before
        return self.address(week=day.isoformat()) if day else ""

    @property
    def week_after(self) -> str:
        """The query of the same timetable a week later; empty where the year ends."""
        day = self.week and self.week.after
        return self.address(week=day.isoformat()) if day else ""

    def address(self, **changes: str) -> str:
        """The query of this timetable with something changed."""
        now = {
            "plan": "" if self.in_force else str(self.plan.pk),
            "week": self.week.monday.isoformat() if self.week and not self.week.is_now else "",
            "whose": self.whose,
            "day": self.day if self.is_of_all else "",
            "colours": self.colours,
            "lines_up": "1" if self.lines_up else "",
        }
        return "?" + urlencode({key: value for key, value in (now | changes).items() if value})


def which_timetable(request: HttpRequest, viewer: User) -> Which | None:
    """The timetable that the address asks for; None while there is none at all.

    Raises Http404 for one that does not exist or that the viewer may not see.
    """
    asked = request.GET
    bar = week_bar(viewer, asked.get("week", ""))
    plan, in_force = _plan(viewer, asked, bar)
    if plan is None:
        return None
    language = getattr(request, "LANGUAGE_CODE", "nl")
    seen = shown(plan, language)
    if in_force and bar is not None:
        seen = as_it_goes(seen, plan, bar.monday)
    whose = asked.get("whose") or _usual(viewer)
    day = asked.get("day") or _today(seen)
    return Which(
        plan=plan,
        shown=seen,
        whose=whose,
        day=day,
        colours=asked.get("colours", "") if asked.get("colours") in COLOURS else COLOURS[0],
        lines_up=asked.get("lines_up") == "1",
        grids=tuple(_grids(viewer, seen, whose, day)),
        in_force=in_force,
        week=bar if in_force else None,
        explains=is_staff_member(viewer) and plan.solution is not None,
    )


def _plan(viewer: User, asked: QueryDict, bar: WeekBar | None) -> tuple[Plan | None, bool]:
    """The plan of the address, else the one that runs in the week, else for the team the newest."""
    running = bar.running() if bar else None
    number = str(asked.get("plan") or "")
    plans = plans_for(viewer).select_related("run", "version").defer("version__solution")
    if number.isdecimal():
        plan: Plan = found(plans.filter(pk=number_in(number)).first())
        return plan, running == plan.pk
    if running is not None:
        return plan_that_runs(viewer, running), True
    made = plans.order_by("-made_at", "-pk").first()
    return made, False


def _usual(viewer: User) -> str:
    """The team begins with all groups, a pupil with its own week, a guardian with a child's."""
    if is_staff_member(viewer):
        return "groups"
    first = people_with_a_week(viewer).order_by("pk").first()
    return person_id(first.pk) if first else "groups"


def _today(seen: Shown) -> str:
    weekday = timezone.localdate().isoweekday()
    return str(weekday if weekday in seen.week.weekdays else seen.week.weekdays[0])


def _grids(viewer: User, seen: Shown, whose: str, day: str) -> list[Grid]:
    if whose == "groups":
        return _all_groups(viewer, seen, day)
    if whose.startswith("person-"):
        return [_of_person(viewer, seen, whose)]
    if not is_staff_member(viewer):
        raise Http404
    if whose in seen.plan.group_by_id:
        return [week_of_group(seen, whose)]
    if whose in seen.room_names:
        return [week_of_room(seen, whose)]
    raise Http404


def _all_groups(viewer: User, seen: Shown, day: str) -> list[Grid]:
    if not is_staff_member(viewer):
        raise Http404
    if day == "week":
        return week_of_all_groups(seen)
    if day not in map(str, seen.week.weekdays):
        raise Http404
    return [day_of_all_groups(seen, int(day))]


def _of_person(viewer: User, seen: Shown, whose: str) -> Grid:
    if whose in seen.week.staff_by_id and is_staff_member(viewer):
        return week_of_staff(seen, whose)
    number = number_in(whose.removeprefix("person-"))
    person: Person = found(people_with_a_week(viewer).filter(pk=number).first())
    return week_of_pupil(seen, whose, person.name)


def plans_to_choose(viewer: User, which: Which) -> list[Choice]:
    """The newest plan of each organisation."""
    year = which.plan.run.year
    plans = newest_plans(viewer, year) if is_staff_member(viewer) else {}
    return [
        Choice(str(plan.pk), str(Organisation(key).label), plan.pk == which.plan.pk)
        for key, plan in plans.items()
    ]


def days_to_choose(which: Which) -> list[Choice]:
    """The days, and the whole week."""
    days = [(str(day), day_name(day)) for day in which.shown.week.weekdays]
    return [Choice(key, name, key == which.day) for key, name in [*days, ("week", _("Hele week"))]]


def people_to_choose(viewer: User, which: Which) -> dict[str, list[Choice]]:
    """Of whom or of what a week can be shown, in four lists."""
    if not is_staff_member(viewer):
        children = people_with_a_week(viewer).order_by("given_name")
        return {"": [_choice(which, person_id(one.pk), one.name) for one in children]}
    seen = which.shown
    mine = people_with_a_week(viewer).order_by("given_name", "family_name")
    pupils = [one for one in mine if person_id(one.pk) in seen.plan.group_of]
    return {
        _("Alle groepen"): [_choice(which, "groups", _("Alle groepen"))],
        _("Groepen"): [_choice(which, group.id, group.name) for group in seen.plan.groups],
        _("Medewerkers"): [_choice(which, one.id, one.name) for one in seen.week.staff],
        _("Ruimtes"): [_choice(which, room.id, room.name) for room in seen.week.rooms],
        _("Leerlingen"): [_choice(which, person_id(one.pk), one.name) for one in pupils],
    }


def _choice(which: Which, value: str, name: str) -> Choice:
    return Choice(value, name, which.whose == value)
