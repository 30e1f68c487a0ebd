"""What the rules need to know of workshops."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from stapsteen.school.access import on
from stapsteen.school.models import Membership, SchoolYear
from stapsteen.signals.rules.facts import Dated
from stapsteen.week.models import Attendance, Enrolment, Round, Wish

LATELY = timedelta(weeks=6)


def unchosen_rounds(year: SchoolYear, people: Collection[int]) -> dict[int, list[Dated]]:
    """For each pupil the rounds that are open, in which it chose nothing and somebody of its group did.

    Who takes part in a round stands nowhere; that groupmates chose tells. Four queries, one where
    no round is open.
    """
    now = timezone.now()
    rounds = list(Round.objects.filter(year=year, opens__lte=now, closes__gt=now, dealt_at=None))
    if not rounds:
        return {}
    chosen = _chosen(rounds)
    groups = _groups_of(year)
    busy = {(number, group) for number, person in chosen for group in groups[person]}
    members = Membership.objects.filter(on(), person__in=people, group__year=year)
    found: dict[int, list[Dated]] = defaultdict(list)
    for person in set(members.values_list("person", flat=True)):
        for one in rounds:
            joins = any((one.pk, group) in busy for group in groups[person])
            if joins and (one.pk, person) not in chosen:
                day = timezone.localdate(one.closes)
                found[person].append(Dated(one.pk, day, one.name))
    return found


def _chosen(rounds: Collection[Round]) -> set[tuple[int, int]]:
    """Who has a wish or a seat in which round."""
    wishes = Wish.objects.filter(session__round__in=rounds)
    seats = Enrolment.objects.filter(session__round__in=rounds)
    seats = seats.exclude(state=Enrolment.State.WITHDRAWN)
    columns = ("session__round", "pupil")
    return {*wishes.values_list(*columns), *seats.values_list(*columns)}


def _groups_of(year: SchoolYear) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for person, group in Membership.objects.filter(on(), group__year=year).values_list(
        "person", "group"
    ):
        found[person].append(group)
    return found


def missed_lately(people: Collection[int]) -> Counter[int]:
    """How often each pupil was not at a workshop with a seat in the last six weeks. One query."""
    newest = Attendance.objects.filter(enrolment=OuterRef("pk")).order_by("-at", "-pk")
    seats = Enrolment.objects.filter(
        pupil__in=people,
        state=Enrolment.State.SEATED,
        session__round__date__gte=timezone.localdate() - LATELY,
    ).annotate(mark=Subquery(newest.values("state")[:1]))
    absent = seats.filter(mark=Attendance.State.ABSENT)
    return Counter(absent.values_list("pupil", flat=True))
