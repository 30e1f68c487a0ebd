"""Conversations of the demo school: most pupils had one, some wait, and a few have something planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from stapsteen.demo.accounts import shown_pupil
from stapsteen.demo.people import People
from stapsteen.learning.models import (
    Agreement,
    Conversation,
    ConversationTopic,
    GoalStep,
    PersonalGoal,
    TalkWish,
)
from stapsteen.planner.organisation.school_week import Pupil, SchoolWeek
from stapsteen.school.models import DayOff, Person, SchoolYear
from stapsteen.signals.actions.keeping import keep_signals
from stapsteen.signals.models import SignalSpell, Snooze

CLAIMS = 24
HAD_ONE, PLANNED, LATE = 0.85, 0.08, 0.06  # shares of the pupils
PICTURES = ("star", "mountain", "feelings", "together", "raised-hand", "idea")
AGREED = (
    "Elke dag tien minuten lezen",
    "Eerst zelf proberen, dan hulp vragen",
    "Op een rustige plek rekenen",
    "Samen met een maatje de weektaak nakijken",
)
NOTES = (
    "Vertelde trots over het bouwen.",
    "Rekenen voelt soms te snel. Samen gekeken wat helpt.",
    "Wil graag vaker samenwerken.",
)
REASONS = ("We hebben er net over gepraat", "Er loopt al iets")
State = Conversation.State


def make_conversations(year: SchoolYear, week: SchoolWeek, people: People, random: Random) -> None:
    """What was talked about and agreed since the year began."""
    coaches = {link.group: people.staff[link.staff] for link in week.guidance if not link.assists}
    days, shown = _school_days(year), shown_pupil(week)
    talks = Conversation.objects.bulk_create(
        talk
        for pupil in week.pupils
        for talk in _talks(
            days, people.pupils[pupil.id], coaches[pupil.group], random, planned=pupil == shown
        )
    )
    _make_wish(people.pupils[next(o.id for o in week.pupils if _beside(o, shown))])
    ConversationTopic.objects.bulk_create(
        ConversationTopic(conversation=talk, put_by="pupil", pictogram=name, position=position)
        for talk in talks
        for position, name in enumerate(random.sample(PICTURES, 2))
    )
    held = [talk for talk in talks if talk.state == State.HELD]
    Agreement.objects.bulk_create(_agreed(talk, random) for talk in held if random.random() < 0.6)


def _talks(
    days: Days, pupil: Person, coach: Person, random: Random, *, planned: bool
) -> Iterator[Conversation]:
    """A conversation held in the last six weeks, and one to come or that lies waiting."""
    if random.random() < HAD_ONE and days.before:
        day = random.choice(days.before[-30:-2] or days.before)
        at = timezone.make_aware(datetime.combine(day, time(random.randrange(9, 14), 30)))
        yield Conversation(
            person=pupil,
            coach=coach,
            planned_for=day,
            held_at=at,
            state=State.HELD,
            note=random.choice(NOTES),
        )
    around = [*days.before[-4:], *days.coming] if random.random() < PLANNED else []
    around = days.coming[2:4] if planned else around
    if around:
        yield Conversation(person=pupil, coach=coach, planned_for=random.choice(around))


def _make_wish(pupil: Person) -> None:
    """A pupil asked for a conversation this morning."""
    pupil.conversations.filter(state=State.PLANNED).delete()
    TalkWish.objects.create(person=pupil, asked_at=timezone.now())


def _beside(pupil: Pupil, other: Pupil) -> bool:
    return pupil.group == other.group and pupil.id != other.id


@dataclass(frozen=True)
class Days:
    """The days of school of a year until today, and those of the next two weeks."""

    before: list[date]
    coming: list[date]


def _school_days(year: SchoolYear) -> Days:
    free = DayOff.objects.filter(year=year, groups=None).exclude(kind=DayOff.Kind.SPECIAL)
    off = list(free.values_list("starts", "ends"))
    today, last = timezone.localdate(), timezone.localdate() + timedelta(weeks=2)
    every = [year.starts + timedelta(days=n) for n in range((last - year.starts).days)]
    taught = [
        day
        for day in every
        if day.isoweekday() <= 5 and not any(starts <= day <= ends for starts, ends in off)
    ]
    return Days([day for day in taught if day < today], [day for day in taught if day > today])


def _agreed(talk: Conversation, random: Random) -> Agreement:
    """What runs still comes in some weeks; what is past was mostly looked at."""
    due = _weekday(talk.planned_for + timedelta(weeks=3))
    over = due < timezone.localdate() and random.random() > LATE
    return Agreement(
        conversation=talk,
        text=random.choice(AGREED),
        owner=talk.person if random.random() < 0.7 else talk.coach,
        due=due,
        outcome=random.choice(("kept", "kept", "changed")) if over else "open",
        looked_at=timezone.now() if over else None,
    )


def _weekday(day: date) -> date:
    return day + timedelta(days=max(0, 8 - day.isoweekday()) if day.isoweekday() > 5 else 0)


def make_claims(year: SchoolYear, random: Random) -> None:
    """A few pupils say that they can do what they are at work on, since some days."""
    busy = PersonalGoal.objects.filter(person__school=year.school, state="busy", ends=None)
    claimed = random.sample(list(busy), CLAIMS) if busy.count() >= CLAIMS else []
    for held in claimed:
        held.state = PersonalGoal.State.CLAIMED
    PersonalGoal.objects.bulk_update(claimed, ["state"])
    steps = GoalStep.objects.bulk_create(
        GoalStep(personal_goal=held, state=held.state) for held in claimed
    )
    for step in steps:
        step.at = timezone.now() - timedelta(days=random.randrange(12))
    GoalStep.objects.bulk_update(steps, ["at"])


def make_signals(year: SchoolYear, random: Random) -> None:
    """What stands today, since some days or weeks; a few rest, and some went before."""
    keep_signals(year.school)
    today = timezone.localdate()
    spells = list(SignalSpell.objects.filter(school=year.school))
    for spell in spells:
        spell.since = max(year.starts, today - timedelta(days=random.randrange(30)))
    SignalSpell.objects.bulk_update(spells, ["since"], batch_size=200)
    Snooze.objects.bulk_create(
        Snooze(spell=spell, until=today + timedelta(days=12), reason=random.choice(REASONS))
        for spell in spells[::15]
    )
    SignalSpell.objects.bulk_create(
        SignalSpell(
            school=year.school,
            person_id=spell.person_id,
            kind=spell.kind,
            about=spell.about,
            details=spell.details,
            since=today - timedelta(days=50 + random.randrange(15)),
            seen_on=today - timedelta(days=40),
            ends=today - timedelta(days=36 + random.randrange(8)),
        )
        for spell in spells[::3]
    )
