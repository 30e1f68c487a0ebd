"""Workshops of the demo school: two rounds next week that pupils can choose for now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from stapsteen.demo.learning import Goals
from stapsteen.demo.people import People
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.school.models import SchoolYear
from stapsteen.week.models import Round, Session, Wish

ROUNDS = (
    ("Ronde dinsdag", 2, time(12, 30), time(13, 15)),
    ("Ronde donderdag", 4, time(10, 30), time(11, 15)),
)
FIRST_YEAR_GROUP = 5  # from here on pupils choose for themselves
FORMS = (Session.Form.DIRECT, Session.Form.INQUIRY, Session.Form.COOPERATIVE, Session.Form.PEER)
FREE = (
    ("Zelf een brug bouwen", "building", 16),
    ("Tuin in de herfst", "garden", 12),
    ("Een stopmotionfilm maken", "film", 8),
)
PLACES = (12, 8, 16, 12, 10)


def make_workshops(
    year: SchoolYear, week: SchoolWeek, people: People, goals: Goals, random: Random
) -> None:
    """Offer what most pupils are ready for, and let most pupils have wishes."""
    asked = Counter(
        (subject, step)
        for pupil in week.pupils
        if int(pupil.year_group) >= FIRST_YEAR_GROUP
        for subject, step in pupil.needs.items()
    )
    for name, weekday, starts, ends in ROUNDS:
        round_ = _make_round(year, name, weekday, starts, ends)
        sessions = Session.objects.bulk_create(_offer(round_, week, people, goals, asked))
        Wish.objects.bulk_create(_wishes(week, people, sessions, random))


def _make_round(year: SchoolYear, name: str, weekday: int, starts: time, ends: time) -> Round:
    today = timezone.localdate()
    day = today + timedelta(days=7 - today.weekday() + weekday - 1)
    now = timezone.now()
    closes = timezone.make_aware(datetime.combine(day - timedelta(days=1), time(9, 0)))
    return Round.objects.create(
        year=year,
        name=name,
        date=day,
        starts=starts,
        ends=ends,
        opens=now - timedelta(days=2),
        closes=max(closes, now + timedelta(hours=12)),
    )


def _offer(
    round_: Round, week: SchoolWeek, people: People, goals: Goals, asked: Counter[tuple[str, int]]
) -> Iterator[Session]:
    weekday = round_.date.isoweekday()
    there = [
        people.staff[member.id]
        for member in week.staff
        if member.may_lead_alone and weekday in {day.weekday for day in member.days}
    ]
    rooms = [people.rooms[room.id] for room in week.rooms if room.kind != "gym"]
    steps = [
        key for key, _count in asked.most_common(max(3, len(there) - len(FREE))) if key in goals
    ]
    wanted = [goals[key][weekday % len(goals[key])] for key in steps]
    for number, goal in enumerate(wanted[: len(there) - 1]):
        yield Session(
            round=round_,
            title=goal.title,
            goal=goal,
            form=FORMS[number % len(FORMS)],
            pictogram=goal.pictogram,
            leader=there[number],
            room=rooms[number % len(rooms)],
            capacity=PLACES[number % len(PLACES)],
        )
    for title, pictogram, places in FREE[: max(0, len(there) - len(wanted))]:
        number = len(wanted) + [one[0] for one in FREE].index(title)
        yield Session(
            round=round_,
            title=title,
            form=Session.Form.ATELIER,
            pictogram=pictogram,
            leader=there[min(number, len(there) - 1)],
            room=rooms[number % len(rooms)],
            capacity=places,
        )


def _wishes(
    week: SchoolWeek, people: People, sessions: list[Session], random: Random
) -> Iterator[Wish]:
    """Four in five pupils have chosen, mostly what they are ready for."""
    for pupil in week.pupils:
        if int(pupil.year_group) < FIRST_YEAR_GROUP or random.random() > 0.8:
            continue
        fitting = [
            session
            for session in sessions
            if session.goal is None
            or pupil.needs.get(session.goal.subject.key) == session.goal.step
        ]
        for rank, session in enumerate(random.sample(fitting, min(3, len(fitting))), start=1):
            yield Wish(pupil=people.pupils[pupil.id], session=session, rank=rank)
