"""Moving pupils between groups, another goal for a group, a proposal taken back. The teacher decides."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person
from stapsteen.week.instruction.actions import hold
from stapsteen.week.instruction.queries import as_it_is, seats_now
from stapsteen.week.models import InstructionBlock, InstructionGroup, InstructionSeat


@transaction.atomic
def move(pupil: Person, group: InstructionGroup, *, by: Viewer) -> InstructionSeat:
    """Give a pupil of the block a seat in another of its groups; the answer is the new seat.

    Raises ``Refused`` for a pupil who is not in the block, and when the room is full.
    """
    block = hold(group.block, by)
    old = seats_now([block]).filter(pupil=pupil).first()
    if old is None:
        raise Refused(
            _("%(name)s hoort niet bij deze groepjes.") % {"name": pupil.first_name},
            _("Kies een leerling die erbij staat."),
        )
    if old.group_id == group.pk:
        return old
    _refuse_full(group)
    old.left_at = timezone.now()
    old.save(update_fields=["left_at"])
    made = InstructionSeat.objects.create(
        group=group, pupil=pupil, by_hand=True, check_first=old.check_first,
        reason={
            "why": "by_hand", "who": by.person.name if by.person else "", "from": old.pk,
            "check": old.reason.get("check", 0),
        },
    )  # fmt: skip
    record(by, block.year.school, "move_instruction_seat", made.pk)
    return made


@transaction.atomic
def undo_move(seat: InstructionSeat, *, by: Viewer) -> InstructionSeat:
    """Put a pupil back where it was before it was moved, with the reason it had there.

    Raises ``Refused`` when the pupil was moved again since, or had no seat before this one.
    """
    block = hold(seat.group.block, by)
    held = seats_now([block]).filter(pk=seat.pk).first()
    before = InstructionSeat.objects.filter(
        group__block=block, pupil=seat.pupil, pk=seat.reason.get("from")
    ).first()
    if held is None or before is None:
        raise Refused(
            _("%(name)s is intussen anders geplaatst.") % {"name": seat.pupil.first_name},
            _("Ververs de pagina, en verplaats het kind opnieuw."),
        )
    _refuse_full(before.group)
    held.left_at = timezone.now()
    held.save(update_fields=["left_at"])
    before.left_at = None
    before.save(update_fields=["left_at"])
    record(by, block.year.school, "undo_move_instruction_seat", held.pk)
    return before


@transaction.atomic
def give_goal(group: InstructionGroup, goal: Goal, *, by: Viewer) -> Goal | None:
    """Let a group work on another goal; the answer is the one it had."""
    block = hold(group.block, by)
    if group.leader_id is None or goal.school_id != block.year.school_id:
        raise Refused(_("Dit groepje krijgt geen doel."), _("Kies een groepje met een leerkracht."))
    before = group.goal
    group.goal = goal
    group.save(update_fields=["goal"])
    record(by, block.year.school, "give_instruction_goal", group.pk)
    return before


@transaction.atomic
def undo_proposal(block: InstructionBlock, *, by: Viewer) -> None:
    """Let a block be as it was before its last proposal: the goals, who sits where, and who was put there.

    Raises ``Refused`` where something changed since or a goal of then is there no longer, and for
    the first proposal.
    """
    held = hold(block, by)
    if refused := in_the_way(held):
        raise refused
    put_back(held)
    record(by, held.year.school, "undo_instruction_proposal", held.pk)


def in_the_way(held: InstructionBlock) -> Refused | None:
    """Why a block cannot be as it was before its last proposal; None where it can."""
    was, now = held.before.get("was", {}), as_it_is(held)
    if not was.get("seats") or now != held.before["made"]:
        return Refused(
            _("Na dit voorstel is er iets veranderd."),
            _("Verplaats zelf wie je wilt, of vraag een nieuw voorstel."),
        )
    back = {goal for goal in was["goals"].values() if goal} - {*now["goals"].values()}
    if goals_in_use(held.year.school).filter(pk__in=back).count() < len(back):
        return Refused(
            _("Een doel van toen is er niet meer."),
            _("Vraag een nieuw voorstel, of kies zelf een ander doel."),
        )
    return None


def put_back(held: InstructionBlock) -> None:
    """Let a block that is held be as it was before its last proposal."""
    was = held.before["was"]
    seats_now([held]).exclude(pk__in=was["seats"]).update(left_at=timezone.now())
    for by_hand in (False, True):
        numbers = [number for number, hand in was["seats"].items() if hand is by_hand]
        InstructionSeat.objects.filter(pk__in=numbers).update(left_at=None, by_hand=by_hand)
    for group, goal in was["goals"].items():
        held.groups.filter(pk=group).update(goal=goal)
    held.before = {}
    held.save(update_fields=["before"])


def _refuse_full(group: InstructionGroup) -> None:
    if group.room is not None and seats_now().filter(group=group).count() >= group.room.capacity:
        raise Refused(
            _("%(room)s is vol.") % {"room": group.room.name}, _("Kies een ander groepje.")
        )
