"""Five minutes of looking before the groups are made: written down with a new proposal, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stapsteen.curriculum.models import Goal
from stapsteen.kit.refused import Refused
from stapsteen.learning.actions.evidence import observe_each, withdraw
from stapsteen.learning.queries.evidence import key_to_use, written_with
from stapsteen.school.access import Viewer
from stapsteen.school.log import record
from stapsteen.school.models import Person
from stapsteen.week.instruction.actions import deal_anew, hold
from stapsteen.week.instruction.moving import in_the_way, put_back
from stapsteen.week.models import InstructionBlock

LOOKED = "looked"  # in ``before`` of a block: the key of the look from which the proposal was made


@dataclass(frozen=True)
class Looked:
    """The key under which a look was written down, and whether the groups were made anew from it."""

    key: UUID
    proposed: bool


@transaction.atomic
def look_first(
    block: InstructionBlock,
    goal: Goal,
    levels: Mapping[Person, int],
    *,
    by: Viewer,
    device_key: UUID,
) -> Looked:
    """Write down what five minutes of looking showed of pupils of a block, and propose anew.

    All of it or nothing. The same once more under a ``device_key`` is a double tap and adds nothing;
    something else, or the same after it was taken back, is written down under a key of its own.
    Nothing is proposed where a teacher made every group. Raises ``Refused`` as ``observe_each`` does.
    """
    held = hold(block, by)
    if not levels:
        raise Refused(_("Er is nog niets aangetikt."), _("Tik bij een kind aan hoe het ging."))
    note = held.name.strip()
    told = {(pupil.pk, goal.pk, int(level), note) for pupil, level in levels.items()}
    key = key_to_use(by, device_key, told)
    if not written_with(by, key):
        observe_each(by, levels, [goal], note=note, device_key=key)
        record(by, held.year.school, "look_before_instruction", held.pk)
        if deal_anew(held):
            held.before[LOOKED] = str(key)
            held.save(update_fields=["before"])
    return Looked(key, held.before.get(LOOKED) == str(key))


@transaction.atomic
def undo_look(block: InstructionBlock, key: UUID, *, by: Viewer) -> bool:
    """Take back what a look showed, and the proposal made from it; whether the groups are as they were.

    They stay as they are where they were not made from this look, or something changed since. Raises
    ``Refused`` for a look that is not the viewer's.
    """
    held = hold(block, by)
    seen = written_with(by, key)
    if not seen:
        raise Refused(_("Dit heb jij niet opgeschreven."), _("Ververs de pagina."))
    withdraw(by, seen)
    record(by, held.year.school, "undo_look_before_instruction", held.pk)
    if held.before.get(LOOKED) != str(key) or in_the_way(held):
        return False
    put_back(held)
    return True
