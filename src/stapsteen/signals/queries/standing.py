"""The signals that stand for the pupils somebody keeps the overview of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from stapsteen.curriculum.models.wording import in_readers_language
from stapsteen.school.access import Viewer, current_year_for, on
from stapsteen.school.models import Group, Membership, Person, SchoolYear
from stapsteen.signals.access import signals_for
from stapsteen.signals.kinds import BY_KEY, RANK, Kind, nightly
from stapsteen.signals.models import SignalSpell, Snooze
from stapsteen.signals.queries.facts import facts_of, here_today
from stapsteen.signals.rules import find
from stapsteen.signals.rules.facts import Dated, Facts, Found, Here
from stapsteen.signals.sentences import sentence_of

CHECKED = {"stuck", "conflict", "claim_waits"}
ABOUT_TALKING = {"talk_asked", "no_conversation", "conversation_waits", "agreement_late"}
Spells = Mapping[tuple[int, str, str], SignalSpell]


@dataclass(frozen=True)
class Signal:
    """One signal of one pupil. ``since`` is the day on which it was first found."""

    person: Person
    kind: Kind
    about: str
    details: Mapping[str, Any]
    since: date
    snooze: Snooze | None = None

    @property
    def sentence(self) -> str:
        """The reason, in one sentence."""
        return sentence_of(self.kind.key, self.details)

    @property
    def check(self) -> str:
        """What a check of five minutes looks like, where the signal is about what a pupil can do."""
        if self.kind.key not in CHECKED:
            return ""
        return in_readers_language(self.details.get("check", ""), self.details.get("check_en", ""))

    @property
    def key(self) -> str:
        """What tells it from others on a page."""
        return f"{self.kind.key}-{self.person.pk}-{self.about}"


@dataclass(frozen=True)
class Pupil:
    """A pupil with what stands for it: the most asking first. ``talk`` is the next planned conversation."""

    person: Person
    groups: tuple[Group, ...]
    signals: tuple[Signal, ...]
    aside: tuple[Signal, ...]
    talk: Dated | None

    @property
    def rank(self) -> tuple[int, int]:
        """The place of a pupil among others: by its first signal, then by how many there are."""
        return RANK[self.signals[0].kind.key], -len(self.signals)


@dataclass(frozen=True)
class Net:
    """What stands now for the pupils in view; ``calm`` is how many need nobody today."""

    pupils: tuple[Pupil, ...] = ()
    aside: tuple[Signal, ...] = ()
    calm: int = 0
    groups: tuple[Group, ...] = field(default=())


def net_for(viewer: Viewer) -> Net:
    """What stands for the pupils whom the viewer minds; a fixed number of queries."""
    year = current_year_for(viewer)
    if year is None:
        return Net()
    people = list(signals_for(viewer).select_related("school"))
    here = here_today(year.school, year)
    facts = facts_of(year, [one.pk for one in people])
    spells = standing_spells(people)
    groups = _groups_of(year, people)
    every = [
        _pupil_of(person, facts[person.pk], here, spells, groups[person.pk])
        for person in people
        if person.pk in facts
    ]
    return _net_of(every)


def signals_of(person: Person, year: SchoolYear) -> list[Signal]:
    """What stands for one pupil now, what was put aside included."""
    facts = facts_of(year, [person.pk]).get(person.pk)
    if facts is None:
        return []
    here = here_today(year.school, year)
    return _signals(person, facts, here, standing_spells([person]))


def topics_for(person: Person, year: SchoolYear) -> list[str]:
    """What the data ask to talk about with a pupil: the reasons that stand, but for the talking itself."""
    return [
        one.sentence
        for one in signals_of(person, year)
        if one.snooze is None and one.kind.key not in ABOUT_TALKING
    ]


def standing_spells(people: Collection[Person]) -> Spells:
    """The open spells of these people, each with what put it aside. Two queries."""
    kept: QuerySet[Snooze] = Snooze.objects.filter(
        until__gte=timezone.localdate(), taken_back_at=None
    )
    rows = SignalSpell.objects.filter(person__in=people, ends=None)
    rows = rows.prefetch_related(Prefetch("snoozes", kept, to_attr="holding"))
    return {(one.person_id, one.kind, one.about): one for one in rows}


def _pupil_of(
    person: Person, facts: Facts, here: Here, spells: Spells, groups: Iterable[Group]
) -> Pupil:
    signals = _signals(person, facts, here, spells)
    return Pupil(
        person,
        tuple(groups),
        tuple(one for one in signals if one.snooze is None),
        tuple(one for one in signals if one.snooze is not None),
        next((one for one in facts.planned if one.day >= here.today), None),
    )


def _signals(person: Person, facts: Facts, here: Here, spells: Spells) -> list[Signal]:
    found = [*find(facts, here), *_found_at_night(person, facts, here, spells)]
    signals = [_signal(person, one, here, spells) for one in found]
    return sorted(signals, key=lambda one: (RANK[one.kind.key], one.since))


def _found_at_night(person: Person, facts: Facts, here: Here, spells: Spells) -> list[Found]:
    """What is looked for once a day, and still is about a goal that the pupil works on."""
    kinds = {kind.key for kind in nightly()} & set(here.limits)
    goals = {str(held.goal) for held in facts.goals}
    return [
        Found(spell.kind, spell.about, spell.details)
        for (number, kind, about), spell in spells.items()
        if number == person.pk and kind in kinds and about in goals
    ]


def _signal(person: Person, found: Found, here: Here, spells: Spells) -> Signal:
    spell = spells.get((person.pk, found.kind, found.about))
    holding = spell.__dict__["holding"] if spell else []
    return Signal(
        person,
        BY_KEY[found.kind],
        found.about,
        found.details,
        spell.since if spell else here.today,
        next(iter(holding), None),
    )


def _groups_of(year: SchoolYear, people: Collection[Person]) -> dict[int, list[Group]]:
    found: dict[int, list[Group]] = defaultdict(list)
    members = Membership.objects.filter(on(), group__year=year, person__in=people)
    for one in members.select_related("group").order_by("group__position", "group__name"):
        found[one.person_id].append(one.group)
    return found


def _net_of(every: list[Pupil]) -> Net:
    waiting = [one for one in every if one.signals]
    groups = {group.pk: group for one in every for group in one.groups}
    return Net(
        tuple(sorted(waiting, key=lambda one: (one.rank, one.person.name))),
        tuple(signal for one in every for signal in one.aside),
        len(every) - len(waiting),
        tuple(sorted(groups.values(), key=lambda one: (one.position, one.name))),
    )
