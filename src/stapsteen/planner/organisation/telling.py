"""What could not be done, in sentences with names of people, groups and times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stapsteen.planner.organisation.calendar import half_days, moment, slot_minutes
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.explaining.answers import Trouble
from stapsteen.planner.organisation.explaining.counting import count
from stapsteen.planner.organisation.explaining.room_slips import room_slips
from stapsteen.planner.organisation.plan import Sentence, WeekPlan
from stapsteen.planner.organisation.reading import Placement
from stapsteen.planner.organisation.supervision import too_few


def tell(
    placement: Placement, plan: WeekPlan, troubles: Sequence[Trouble] = ()
) -> tuple[Sentence, ...]:
    """Everything that did not fit, the causes first: what counting shows, and ``troubles`` if known."""
    draft = placement.draft
    counted = [one.sentence for one in count(draft) if one.serious]
    slips = [one.sentence for one in room_slips(draft)]
    told = [one for trouble in troubles for one in (trouble.sentence, trouble.also) if one]
    return tuple(
        dict.fromkeys(
            (
                *counted,
                *told,
                *slips,
                *_no_place(placement),
                *_nobody_there(placement),
                *too_few(draft.week, plan.supervision),
            )
        )
    )


def _no_place(placement: Placement) -> Iterator[Sentence]:
    for block in placement.draft.blocks:
        if block.id not in placement.starts:
            yield _unplaced(placement.draft, block)


def _unplaced(draft: Draft, block: Block) -> Sentence:
    minutes = block.length * slot_minutes(draft.week)
    names = ", ".join(draft.column_by_id[column].name for column in block.columns)
    return Sentence(
        f"Voor {block.name} ({minutes} minuten) is in de week van {names} geen plek meer.",
        f"There is no place left for {block.name} ({minutes} minutes) in the week of {names}.",
    )


def _nobody_there(placement: Placement) -> Iterator[Sentence]:
    week = placement.draft.week
    for column in placement.draft.columns:
        for half_day in half_days(week):
            if not placement.teacher(column.id, half_day.start):
                nl, en = (moment(week, half_day.start, one) for one in ("nl", "en"))
                yield Sentence(
                    f"{column.name} heeft vanaf {nl} geen leerkracht: niemand die alleen voor een "
                    f"groep mag staan, is dan vrij. Voeg een werkdag toe of deel de groep.",
                    f"{column.name} has no teacher from {en}: nobody who may be alone with a "
                    f"group is free then. Add a working day or share the group.",
                )
