"""Making themes, asking in them, what is done in them, and writing down what is seen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.evidence import observe
from stapsteen.learning.models import Evidence
from stapsteen.school.access import Viewer, is_staff_member
from stapsteen.school.log import record
from stapsteen.school.models import Group, Person, School, SchoolYear
from stapsteen.week.models import Theme, ThemeActivity, ThemeQuestion
from stapsteen.week.themes.access import may_ask, may_make_themes

MOST_MATERIALS = 60
LONGEST = 120  # characters of a material


@dataclass(frozen=True)
class Plan:
    """What a theme is: its title, picture, days, groups, and the things there are to hold."""

    title: str
    pictogram: str
    starts: date
    ends: date
    groups: Collection[Group]
    materials: Sequence[str] = ()


@transaction.atomic
def make_theme(year: SchoolYear, plan: Plan, *, by: Viewer) -> Theme:
    """Make a theme. Raises ``Refused`` for days that are not in order or outside the school year."""
    _refuse_maker(year.school, by)
    _refuse_plan(year, plan)
    theme = Theme.objects.create(
        year=year, title=plan.title.strip()[:120], pictogram=plan.pictogram[:40],
        starts=plan.starts, ends=plan.ends, materials=_lines(plan.materials),
    )  # fmt: skip
    theme.groups.set(plan.groups)
    record(by, year.school, "make_theme", theme.pk)
    return theme


@transaction.atomic
def change_theme(theme: Theme, plan: Plan, *, by: Viewer) -> None:
    """Let a theme be otherwise; questions and activities stay."""
    held = _hold(theme, by)
    _refuse_plan(held.year, plan)
    held.title, held.pictogram = plan.title.strip()[:120], plan.pictogram[:40]
    held.starts, held.ends, held.materials = plan.starts, plan.ends, _lines(plan.materials)
    held.save()
    held.groups.set(plan.groups)
    record(by, held.year.school, "change_theme", held.pk)


@transaction.atomic
def withdraw_theme(theme: Theme, *, withdrawn: bool = True, by: Viewer) -> None:
    """Take a theme away, or bring it back. What was seen in it stays."""
    held = _hold(theme, by)
    held.withdrawn_at = timezone.now() if withdrawn else None
    held.save(update_fields=["withdrawn_at"])
    record(by, held.year.school, "withdraw_theme" if withdrawn else "bring_back_theme", held.pk)


@transaction.atomic
def ask(theme: Theme, text: str, *, by: Viewer) -> ThemeQuestion:
    """Ask a question in a theme. Raises ``Refused`` for who is not in it, and for an empty question."""
    if not may_ask(by, theme):
        raise Refused(
            _("Dit thema is niet van jouw groep."), _("Kijk bij de thema's van je groep.")
        )
    if not text.strip() or len(text) > 300:
        raise Refused(_("Er staat nog geen vraag, of hij is te lang."), _("Houd het kort."))
    made = ThemeQuestion.objects.create(theme=theme, text=text.strip(), asked_by=by.person)
    record(by, theme.year.school, "ask_in_theme", made.pk)
    return made


@transaction.atomic
def answer(question: ThemeQuestion, *, answered: bool, by: Viewer) -> None:
    """Say that a question was answered, or that it is open again: who asked it, and the team."""
    _refuse_others(question, by)
    question.answered_at = timezone.now() if answered else None
    question.save(update_fields=["answered_at"])
    record(by, question.theme.year.school, "answer_in_theme", question.pk)


@transaction.atomic
def withdraw_question(question: ThemeQuestion, *, withdrawn: bool = True, by: Viewer) -> None:
    """Take a question away, or bring it back: who asked it, and the team.

    What the team took away its pupil does not bring back.
    """
    held = ThemeQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
    _refuse_others(held, by)
    if held.withdrawn_at is not None and held.withdrawn_by_id != by.pk and not is_staff_member(by):
        raise Refused(_("Je leerkracht heeft deze vraag weggehaald."), _("Vraag waarom."))
    held.withdrawn_at = timezone.now() if withdrawn else None
    held.withdrawn_by_id = by.pk if withdrawn else None
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    verb = "withdraw_question" if withdrawn else "bring_back_question"
    record(by, held.theme.year.school, verb, held.pk)


@transaction.atomic
def add_activity(theme: Theme, title: str, pictogram: str = "", *, by: Viewer) -> ThemeActivity:
    """Add something that is done in a theme; it has no goals yet."""
    held = _hold(theme, by)
    if not title.strip():
        raise Refused(_("De activiteit heeft nog geen naam."), _("Schrijf wat jullie gaan doen."))
    made = ThemeActivity.objects.create(
        theme=held, title=title.strip()[:160], pictogram=pictogram[:40],
        position=held.activities.count(),
    )  # fmt: skip
    record(by, held.year.school, "add_activity", made.pk)
    return made


@transaction.atomic
def withdraw_activity(activity: ThemeActivity, *, withdrawn: bool = True, by: Viewer) -> None:
    """Take an activity out of its theme, or bring it back. What was seen in it stays."""
    theme = _hold(activity.theme, by)
    activity.withdrawn_at = timezone.now() if withdrawn else None
    activity.save(update_fields=["withdrawn_at"])
    record(by, theme.year.school, "withdraw_activity", activity.pk)


@transaction.atomic
def carry(activity: ThemeActivity, goal: Goal, *, carries: bool, by: Viewer) -> None:
    """Let an activity carry a goal, or no longer."""
    theme = _hold(activity.theme, by)
    if goal.school_id != theme.year.school_id:
        raise Refused(_("Dit doel is van een andere school."), _("Kies een doel van je school."))
    if carries:
        activity.goals.add(goal)
    else:
        activity.goals.remove(goal)
    record(by, theme.year.school, "carry_goal", f"{activity.pk} {goal.pk}")


@transaction.atomic
def see(
    activity: ThemeActivity,
    people: Collection[Person],
    level: int,
    *,
    by: Viewer,
    device_key: UUID | None = None,
) -> list[Evidence]:
    """Write down how it went for these pupils, once; it lands on each goal of the activity.

    Raises ``Refused`` as ``observe`` does, for an activity that was taken away, and for one that
    carries no goal yet.
    """
    if activity.theme.year.school != by.school:
        raise Refused(_("Dit thema is van een andere school."), _("Kies een thema van je school."))
    if activity.withdrawn_at is not None or activity.theme.withdrawn_at is not None:
        raise Refused(_("Deze activiteit is weggehaald."), _("Zet haar eerst terug."))
    goals = list(activity.goals.all())
    if not goals:
        raise Refused(
            _("Deze activiteit heeft nog geen doelen."),
            _("Kies eerst waar de kinderen aan werken."),
        )
    return observe(by, people, goals, level, note=note_of(activity), device_key=device_key)


def note_of(activity: ThemeActivity) -> str:
    """The note with what is seen in an activity."""
    return f"{activity.theme.title}: {activity.title}".strip()


def _hold(theme: Theme, by: Viewer) -> Theme:
    held = Theme.objects.select_for_update(of=("self",)).select_related("year__school")
    found = held.get(pk=theme.pk)
    _refuse_maker(found.year.school, by)
    return found


def _refuse_maker(school: School, by: Viewer) -> None:
    if by.school != school or not may_make_themes(by):
        raise Refused(_("Je mag geen thema's maken."), _("Vraag een leerkracht om dit te doen."))


def _refuse_others(question: ThemeQuestion, by: Viewer) -> None:
    here = by.school == question.theme.year.school
    mine = by.person is not None and question.asked_by_id == by.person.pk
    if not here or not (mine or is_staff_member(by)):
        raise Refused(_("Deze vraag is van iemand anders."), _("Vraag het je leerkracht."))


def _refuse_plan(year: SchoolYear, plan: Plan) -> None:
    if not plan.title.strip():
        raise Refused(_("Het thema heeft nog geen naam."), _("Geef het een naam."))
    if not year.starts <= plan.starts <= plan.ends <= year.ends:
        raise Refused(
            _("Deze dagen kloppen niet."),
            _("Kies een begin en een later einde, in dit schooljaar."),
        )
    if any(group.year_id != year.pk for group in plan.groups):
        raise Refused(_("Deze groep is van een ander jaar."), _("Kies groepen van dit jaar."))


def _lines(materials: Sequence[str]) -> list[str]:
    told = [line.strip()[:LONGEST] for line in materials]
    return [line for line in told if line][:MOST_MATERIALS]
