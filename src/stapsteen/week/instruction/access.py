"""Who may see and make instruction groups.

A group says something of what a pupil can do. So a block is seen by who has to do with it: who made
it, who leads a group in it, who guides one of its pupils, the care coordinator and the principal. The
reasons are for who may see the pupil's learning, and for who leads the pupil's group.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use
from stapsteen.learning.access import SEES_ALL_LEARNING, guided_learning_for
from stapsteen.school.access import Viewer, groups_of, has_role, is_staff_member, on
from stapsteen.school.models import (
    Guidance,
    Person,
    RoleHeld,
    RoleKind,
    School,
    SchoolYear,
    Subject,
)
from stapsteen.week.models import InstructionBlock, InstructionGroup, InstructionSeat

MAKERS = (RoleKind.TEACHER, RoleKind.SUBJECT_TEACHER, RoleKind.CARE_COORDINATOR)
BEFORE_CHILDREN = (*MAKERS, RoleKind.ASSISTANT)


def blocks_for(viewer: Viewer) -> QuerySet[InstructionBlock]:
    """The blocks with which the viewer has to do; none for who is not of the team."""
    blocks = InstructionBlock.objects.filter(year__school=viewer.school)
    if not is_staff_member(viewer):
        return blocks.none()
    if has_role(viewer, *SEES_ALL_LEARNING):
        return blocks
    mine = Q(made_by_id=viewer.pk) | Q(groups__leader=viewer.person)
    mine |= Q(pupils__in=guided_learning_for(viewer).values("pk"))
    return blocks.filter(pk__in=blocks.filter(mine).values("pk"))


def groups_in(blocks: QuerySet[InstructionBlock]) -> QuerySet[InstructionGroup]:
    """The groups of these blocks."""
    found = InstructionGroup.objects.filter(block__in=blocks)
    return found.select_related("block__year__school", "block__subject", "goal", "room", "leader")


def seats_in(blocks: QuerySet[InstructionBlock]) -> QuerySet[InstructionSeat]:
    """The seats in these blocks, those that were left too."""
    found = InstructionSeat.objects.filter(group__block__in=blocks)
    return found.select_related("pupil", "group__goal", "group__room", "group__block__subject",
                                "group__block__year__school")  # fmt: skip


def own_seats(viewer: Viewer) -> QuerySet[InstructionSeat]:
    """The seats of the viewer itself with somebody who teaches it, in blocks that hold: what a pupil sees."""
    seats = InstructionSeat.objects.filter(
        pupil=viewer.person, pupil__isnull=False, left_at__isnull=True,
        group__leader__isnull=False, group__goal__isnull=False,
        group__block__withdrawn_at__isnull=True, group__block__year__state="open",
        group__block__expires_on__gte=timezone.localdate(),
    )  # fmt: skip
    return seats.select_related(
        "group__goal", "group__leader", "group__room", "group__block__year", "group__block__subject"
    )


def subjects_for(viewer: Viewer) -> QuerySet[Subject]:
    """The subjects of the viewer's school in which there are goals."""
    if viewer.school is None:
        return Subject.objects.none()
    goals = goals_in_use(viewer.school).order_by()
    return Subject.objects.filter(pk__in=goals.values("subject"))


def goals_to_give(group: InstructionGroup) -> QuerySet[Goal]:
    """The goals that a group can work on."""
    goals = goals_in_use(group.block.year.school)
    return goals.filter(subject=group.block.subject_id).order_by("step", "position", "pk")


def leaders_at(school: School) -> QuerySet[Person]:
    """Who can lead a group: who stands before children by its role, or has pupils or a group today.

    A principal or an administrator who does neither is not asked to.
    """
    roles = RoleHeld.objects.filter(on(), person=OuterRef("pk"), kind__in=BEFORE_CHILDREN)
    guides = Guidance.objects.filter(on(), staff=OuterRef("pk"))
    return Person.objects.filter(Exists(roles) | Exists(guides), school=school)


def leaders_for(viewer: Viewer, year: SchoolYear) -> QuerySet[Person]:
    """The same in the order in which the viewer thinks of them: oneself, who has the same groups, others."""
    groups = groups_of(viewer.person, year)
    beside = Guidance.objects.filter(on(), staff=OuterRef("pk"), group__in=groups)
    near = Case(When(pk=_person(viewer), then=0), When(Exists(beside), then=1), default=2)
    return leaders_at(year.school).order_by(near, "given_name", "family_name", "pk")


def may_make_blocks(viewer: Viewer) -> bool:
    """Whether the viewer may make groups, and change those that the viewer sees."""
    return has_role(viewer, *MAKERS)


def may_know_why(viewer: Viewer, seats: Iterable[InstructionSeat]) -> set[int]:
    """The pupils of whom the viewer may read the reason. One query."""
    listed = list(seats)
    led = {one.pupil_id for one in listed if one.group.leader_id == _person(viewer)}
    seen = guided_learning_for(viewer).filter(pk__in=[one.pupil_id for one in listed])
    return led | set(seen.values_list("pk", flat=True))


def _person(viewer: Viewer) -> int:
    return viewer.person.pk if viewer.person else 0
