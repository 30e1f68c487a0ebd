"""Goals for the tests: plain functions that make one thing each."""

from __future__ import annotations

from stapsteen.curriculum.models import Framework, Goal, Prerequisite, Progression
from stapsteen.school.models import School, Subject


def make_subject(school: School, key: str = "arithmetic", name: str = "Rekenen") -> Subject:
    """A subject, or the one with this key that is there already."""
    return Subject.objects.get_or_create(school=school, key=key, defaults={"name": name})[0]


def make_framework(school: School, source: str = Framework.Source.STARTER) -> Framework:
    """A set of goals, or the one from this source that is there already."""
    return Framework.objects.get_or_create(
        school=school, key=source, defaults={"name": source.title(), "source": source}
    )[0]


def make_goal(
    school: School,
    title: str,
    *needs: Goal,
    step: int = 9,
    source: str = Framework.Source.STARTER,
    line: str = "",
) -> Goal:
    """A goal of arithmetic, with what it needs first."""
    subject = make_subject(school)
    progression = None
    if line:
        progression = Progression.objects.get_or_create(
            school=school, subject=subject, key=line.lower(), defaults={"name": line}
        )[0]
    goal = Goal.objects.create(
        school=school,
        subject=subject,
        framework=make_framework(school, source),
        progression=progression,
        key=title,
        step=step,
        title=title,
        pupil_title=f"Ik kan: {title.lower()}.",
    )
    Prerequisite.objects.bulk_create(Prerequisite(goal=goal, needed=one) for one in needs)
    return goal
