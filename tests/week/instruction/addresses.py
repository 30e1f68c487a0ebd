"""What the pages of instruction groups are about, for the walk along all addresses."""

from __future__ import annotations

from uuid import UUID

from tests.cast import Cast
from tests.week.instruction.block import block_of, twelve

from stapsteen.week.instruction.moving import move

PAGES = ("block", "put", "check", "propose", "propose_back", "withdraw", "bring_back", "again")


def of_instruction(everybody: Cast) -> dict[str, list[object]]:
    """A block with two groups, in which a pupil was moved."""
    people = twelve(everybody)
    block = block_of(everybody, people)
    group = block.groups.exclude(leader=None).last()
    assert group is not None
    seat = move(people[0], group, by=everybody.teacher)
    return {f"instruction:{page}": [block.pk] for page in PAGES} | {
        "instruction:undo": [seat.pk],
        "instruction:goal": [group.pk],
        "instruction:look_back": [block.pk, UUID(int=7)],
    }
