"""Moving pupils between the groups of a block, and giving a group another goal. The teacher decides."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person
from stapsteen.week.instruction.actions import hold
from stapsteen.week.instruction.queries import seats_now
from stapsteen.week.models import InstructionGroup, InstructionSeat


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


def _refuse_full(group: InstructionGroup) -> None:
    if group.room is not None and seats_now().filter(group=group).count() >= group.room.capacity:
        raise Refused(
            _("%(room)s is vol.") % {"room": group.room.name}, _("Kies een ander groepje.")
        )
