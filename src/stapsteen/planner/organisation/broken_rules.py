"""Rules that do not hold, as sentences with the names of groups, people, rooms and times.

The rules are those that ``compiling`` makes; which one it is stands in the first part of its id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stapsteen.planner.organisation.calendar import moment, slot_minutes
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.timetable.evaluate import Broken


def told(draft: Draft, broken: Broken) -> Sentence:
    """What is wrong when a rule does not hold at a point."""
    rule = broken.constraint.id.partition("/")[0]
    return TOLD.get(rule, _by_name)(draft, broken)


def block_name(block: Block) -> str:
    """What a block is called: its name, with the number of a lesson that a method numbers."""
    return f"{block.name} ({block.title})" if block.title else block.name


def _placed(draft: Draft, broken: Broken) -> Sentence:
    name = _block(draft, broken.point)
    return Sentence(f"{name} heeft geen plek.", f"{name} has no place.")


def _starts(draft: Draft, broken: Broken) -> Sentence:
    block = draft.block_by_id[broken.point]
    name, minutes = block_name(block), block.length * slot_minutes(draft.week)
    if block.kind in {"start", "end"} or block.starts is not None:
        return Sentence(
            f"{name} hoort op een vast moment, en dat is er hier niet.",
            f"{name} belongs at a fixed moment, and this is not one of them.",
        )
    return Sentence(
        f"{name} duurt {minutes} minuten en past hier niet tussen twee pauzes.",
        f"{name} takes {minutes} minutes and does not fit between two breaks here.",
    )


def _early(draft: Draft, broken: Broken) -> Sentence:
    name = _block(draft, broken.point)
    return Sentence(f"{name} staat niet in de ochtend.", f"{name} is not in the morning.")


def _spread(draft: Draft, broken: Broken) -> Sentence:
    spread = broken.point.partition("/")[2]
    name = next((one.name for one in draft.blocks if one.spread == spread), spread)
    return Sentence(f"{name} staat te vaak op één dag.", f"{name} is too often on one day.")


def _order(draft: Draft, broken: Broken) -> Sentence:
    first, _, second = broken.point.partition(" > ")
    one, other = _block(draft, first), _block(draft, second)
    return Sentence(
        f"{one} hoort voor {other} en komt later.",
        f"{one} belongs before {other} and comes later.",
    )


def _duty(draft: Draft, broken: Broken) -> Sentence:
    nl, en, column = _half_day(draft, broken.point)
    return Sentence(
        f"{column} heeft vanaf {nl} geen leerkracht.", f"{column} has no teacher from {en}."
    )


def _present(draft: Draft, broken: Broken) -> Sentence:
    nl, en, column = _half_day(draft, broken.point)
    return Sentence(
        f"Wie {column} vanaf {nl} heeft, werkt dan niet of mag niet alleen voor een groep.",
        f"Whoever has {column} from {en} does not work then, or is not alone with a group.",
    )


def _own(draft: Draft, broken: Broken) -> Sentence:
    nl, en, column = _half_day(draft, broken.point)
    return Sentence(
        f"{column} heeft vanaf {nl} niet de eigen leerkracht.",
        f"{column} does not have its own teacher from {en}.",
    )


def _linked(draft: Draft, broken: Broken) -> Sentence:
    nl, en, column = _half_day(draft, broken.point)
    return Sentence(
        f"{column} heeft vanaf {nl} iemand die anders geen groep heeft.",
        f"{column} has somebody from {en} who otherwise has no group.",
    )


def _days(draft: Draft, broken: Broken) -> Sentence:
    name = _resource(draft, broken.point)
    return Sentence(f"{name} werkt niet op dat moment.", f"{name} does not work at that moment.")


def _specialist(draft: Draft, broken: Broken) -> Sentence:
    name = _block(draft, broken.point)
    return Sentence(
        f"{name} is niet van de vakleerkracht.",
        f"{name} is not given by the subject teacher.",
    )


def _room(draft: Draft, broken: Broken) -> Sentence:
    name = _block(draft, broken.point)
    return Sentence(f"{name} heeft geen ruimte.", f"{name} has no room.")


def _which(draft: Draft, broken: Broken) -> Sentence:
    name = _block(draft, broken.point)
    return Sentence(
        f"{name} is in een ruimte die er niet voor is.",
        f"{name} is in a room that is not meant for it.",
    )


def _who(draft: Draft, broken: Broken) -> Sentence:
    name = _block(draft, broken.point)
    return Sentence(
        f"Wie {name} geeft, is er geen vakleerkracht voor.",
        f"Whoever gives {name} is not a subject teacher for it.",
    )


def _open(draft: Draft, broken: Broken) -> Sentence:
    name = _resource(draft, broken.point)
    return Sentence(f"{name} is niet open op dat moment.", f"{name} is not open at that moment.")


def _clashes(draft: Draft, broken: Broken) -> Sentence:
    kind, name = broken.point.partition("/")[0], _resource(draft, broken.point)
    if kind == "column":
        return Sentence(f"{name} heeft twee dingen tegelijk.", f"{name} has two things at once.")
    if kind == "room":
        return Sentence(f"{name} is dubbel bezet.", f"{name} is taken twice.")
    return Sentence(f"{name} is op twee plekken tegelijk.", f"{name} is in two places at once.")


def _by_name(_draft: Draft, broken: Broken) -> Sentence:
    """A rule that others added: its own name says what it asks."""
    name = broken.constraint.name
    return Sentence(f"Niet gehaald: {name}.", f"Not met: {name}.")


TOLD: Mapping[str, Callable[[Draft, Broken], Sentence]] = {
    "placed": _placed,
    "starts": _starts,
    "early": _early,
    "spread": _spread,
    "order": _order,
    "duty": _duty,
    "present": _present,
    "own": _own,
    "linked": _linked,
    "days": _days,
    "specialist": _specialist,
    "who": _who,
    "room": _room,
    "which": _which,
    "open": _open,
    "clashes": _clashes,
}


def _block(draft: Draft, event: str) -> str:
    found = draft.block_by_id.get(event)
    return block_name(found) if found else event


def _resource(draft: Draft, resource: str) -> str:
    kind, _, key = resource.partition("/")
    if kind == "column":
        return draft.column_by_id[key].name
    if kind == "staff":
        return draft.week.staff_by_id[key].name
    return next(room.name for room in draft.week.rooms if room.id == key)


def _half_day(draft: Draft, duty: str) -> tuple[str, str, str]:
    """When a duty begins, in Dutch and in English, and of which column it is."""
    _duty_word, _, rest = duty.partition("/")
    column, _, slot = rest.rpartition("/")
    nl, en = (moment(draft.week, int(slot), language) for language in ("nl", "en"))
    return nl, en, draft.column_by_id[column].name
