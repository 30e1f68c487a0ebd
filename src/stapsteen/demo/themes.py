"""The themes of the demo school: one that is on, with questions of children, and one that was."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from stapsteen.curriculum.models import Goal
from stapsteen.demo.learning import Goals
from stapsteen.school.access import on
from stapsteen.school.models import Group, Person, SchoolYear
from stapsteen.week.models import Theme, ThemeActivity, ThemeQuestion

FIRST_STEP, LAST_STEP = 9, 16  # what groups 5 to 8 work on
QUESTIONS = (
    "Waarom is de zee zout?",
    "Hoe komt het water uit de kraan?",
    "Kan een mens zonder water?",
    "Waarom drijft een boot van ijzer?",
)
MATERIALS = (
    "Emmers en maatbekers",
    "Doorzichtige slangen",
    "Zand en klei",
    "Een oude kaart van de streek",
)
ACTIVITIES = (
    ("Een dam bouwen die niet lekt", "building", ("arithmetic", "personal")),
    ("Meten hoeveel water er uit de kraan druppelt", "jug", ("arithmetic", "language")),
    ("Vragen stellen aan iemand van het waterschap", "microphone", ("language", "personal")),
    ("Lezen over de overstroming van vroeger", "books", ("reading",)),
)


def make_themes(year: SchoolYear, goals: Goals) -> None:
    """Water for the upper groups, now; autumn in the garden for the lower ones, a while ago."""
    today = timezone.localdate()
    lower, upper = _halves(year)
    begun = max(year.starts, today - timedelta(days=9))
    theme = _make(year, "Water", "water", begun, min(begun + timedelta(days=32), year.ends), upper)
    theme.materials = list(MATERIALS)
    theme.save(update_fields=["materials"])
    _ask(theme, upper)
    for position, (title, pictogram, subjects) in enumerate(ACTIVITIES):
        activity = ThemeActivity.objects.create(
            theme=theme, title=title, pictogram=pictogram, position=position
        )
        activity.goals.set(_goals(goals, subjects, position))
    before = begun - timedelta(days=35)
    if before >= year.starts:
        _make(year, "Herfst in de tuin", "garden", before, begun - timedelta(days=5), lower)


def _halves(year: SchoolYear) -> tuple[list[Group], list[Group]]:
    classes = [group for group in year.groups.all() if group.year_groups]
    upper = [group for group in classes if max(map(str, group.year_groups)) >= "5"]
    return [group for group in classes if group not in upper], upper


def _make(
    year: SchoolYear, title: str, picture: str, starts: date, ends: date, groups: list[Group]
) -> Theme:
    theme = Theme.objects.create(
        year=year, title=title, pictogram=picture, starts=starts, ends=ends
    )
    theme.groups.set(groups)
    return theme


def _ask(theme: Theme, groups: list[Group]) -> None:
    people = Person.objects.filter(on(prefix="memberships__"), memberships__group__in=groups)
    asking = people.order_by("pk").distinct()[: 7 * len(QUESTIONS) : 7]
    ThemeQuestion.objects.bulk_create(
        ThemeQuestion(
            theme=theme, text=text, asked_by=person, answered_at=None if at else timezone.now()
        )
        for at, (text, person) in enumerate(zip(QUESTIONS, asking, strict=False))
    )


def _goals(goals: Goals, subjects: tuple[str, ...], position: int) -> list[Goal]:
    """For each subject a goal or two of the steps in the middle of the upper groups."""
    found = []
    for subject in subjects:
        steps = [step for step in range(FIRST_STEP, LAST_STEP) if goals.get((subject, step))]
        for step in steps[position % 3 :: 5][:2]:
            there = goals[subject, step]
            found.append(there[position % len(there)])
    return found
