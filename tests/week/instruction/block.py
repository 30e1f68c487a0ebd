"""A block of arithmetic at the cast's school, with pupils who are ready for different goals."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from tests.cast import Cast, give, make_person, person_of, place
from tests.curriculum.goals import make_goal, make_subject

from stapsteen.curriculum.models import Goal
from stapsteen.learning.following.keeping import make_again, pairs_of
from stapsteen.learning.models import Evidence
from stapsteen.school.models import Person, RoleKind, Room
from stapsteen.week.instruction.actions import make_block
from stapsteen.week.instruction.taken import When
from stapsteen.week.models import InstructionBlock, InstructionSeat


def when(
    weekday: int = 2, starts: time = time(9), ends: time = time(9, 30), days: int = 13
) -> When:
    """A piece of every Tuesday, from today for two weeks."""
    today = timezone.localdate()
    return When(weekday, starts, ends, today, today + timedelta(days=days))


def line(everybody: Cast) -> tuple[Goal, Goal, Goal]:
    """Three goals of group 5, each of which needs the one before it."""
    first = make_goal(everybody.school, "Telt tot honderd", step=8)
    second = make_goal(everybody.school, "Rekent over het tiental", first, step=9)
    return first, second, make_goal(everybody.school, "Deelt met rest", second, step=10)


def twelve(everybody: Cast) -> list[Person]:
    """Twelve pupils in the group of Bram, six of whom mastered the first goal and six the second."""
    first, second, third = line(everybody)
    people = [make_person(everybody.school, f"Kind {n:02}", RoleKind.PUPIL) for n in range(12)]
    decided = []
    for number, person in enumerate(people):
        place(person, everybody.group, "5")
        mastered = {first: True, second: number >= 6, third: False}
        decided += [_decision(person, goal, mastered=known) for goal, known in mastered.items()]
    Evidence.objects.bulk_create(decided)
    make_again(everybody.school, pairs_of(decided))
    return people


def _decision(person: Person, goal: Goal, *, mastered: bool) -> Evidence:
    return Evidence(
        person=person, goal=goal, kind="decision", value=int(mastered), at=timezone.now()
    )


def block_of(
    everybody: Cast,
    pupils: list[Person],
    *,
    leaders: int = 2,
    at: When | None = None,
) -> InstructionBlock:
    """A block for these pupils, led by Bram in his own room and by colleagues elsewhere."""
    places = [(person_of(everybody.teacher), everybody.room)]
    if leaders > 1:
        other, _made = Room.objects.get_or_create(school=everybody.school, name="Leerplein")
        places.append((person_of(everybody.colleague), other))
    return make_block(
        everybody.year,
        subject=make_subject(everybody.school),
        name="Rekenen op maat",
        when=at or when(),
        pupils=pupils,
        places=places,
        by=everybody.teacher,
    )


def guides_more(everybody: Cast) -> None:
    """Gijs has the group of Bram as well."""
    give(person_of(everybody.colleague), everybody.group)


def seat_of(block: InstructionBlock, pupil: Person) -> InstructionSeat:
    """The seat that a pupil has now."""
    return InstructionSeat.objects.get(group__block=block, pupil=pupil, left_at=None)


def names(block: InstructionBlock) -> dict[str, list[str]]:
    """The first names in each group, by goal; "" for working alone."""
    return {
        str(group.goal or ""): sorted(
            seat.pupil.first_name for seat in group.seats.filter(left_at=None)
        )
        for group in block.groups.select_related("goal")
    }
