"""Rules that do not hold, as sentences with the names of groups, people, rooms and times.

The rules are those that ``compiling`` makes; which one it is stands in the first part of its id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from stapsteen.planner.organisation.calendar import moment, slot_minutes
from stapsteen.planner.organisation.draft import Block, Draft
from stapsteen.planner.organisation.offered import SEATS
from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.timetable.evaluate import Broken


def told(draft: Draft, broken: Broken) -> Sentence:
    """What is wrong when a rule does not hold at a point."""
    rule = broken.constraint.id.partition("/")[0]
    if rule in SENTENCES:
        subject, nl, en = SENTENCES[rule]
        point = broken.point
        return Sentence(
            nl.format(*subject(draft, point, "nl")), en.format(*subject(draft, point, "en"))
        )
    return TOLD.get(rule, _by_name)(draft, broken)


def told_together(draft: Draft, broken: Iterable[Broken]) -> list[Sentence]:
    """A sentence for each rule that does not hold, equal ones once; children are counted."""
    each = list(broken)
    missing = sum(one.deviation for one in each if one.constraint.id.startswith(SEATS))
    rest = [told(draft, one) for one in each if not one.constraint.id.startswith(SEATS)]
    return list(dict.fromkeys([*rest, *([_children(missing)] if missing else [])]))


def _children(missing: int) -> Sentence:
    """How often a child has something else during its workshop."""
    if missing == 1:
        return Sentence(
            "Voor 1 kind valt de workshop samen met iets anders.",
            "For 1 child the workshop is at the same time as something else.",
        )
    return Sentence(
        f"Voor {missing} kinderen valt een workshop samen met iets anders.",
        f"For {missing} children a workshop is at the same time as something else.",
    )


def block_name(block: Block) -> str:
    """What a block is called: its name, with the number of a lesson that a method numbers."""
    return f"{block.name} ({block.title})" if block.title else block.name


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


def _clashes(draft: Draft, broken: Broken) -> Sentence:
    kind, (name,) = broken.point.partition("/")[0], _resource(draft, broken.point)
    if kind == "column":
        return Sentence(f"{name} heeft twee dingen tegelijk.", f"{name} has two things at once.")
    if kind == "room":
        return Sentence(f"{name} is dubbel bezet.", f"{name} is taken twice.")
    return Sentence(f"{name} is op twee plekken tegelijk.", f"{name} is in two places at once.")


def _by_name(_draft: Draft, broken: Broken) -> Sentence:
    """A rule that others added: its own name says what it asks."""
    name = broken.constraint.name
    return Sentence(f"Niet gehaald: {name}.", f"Not met: {name}.")


TOLD: Mapping[str, Callable[[Draft, Broken], Sentence]] = {"starts": _starts, "clashes": _clashes}


def _block(draft: Draft, event: str, _language: str = "") -> tuple[str, ...]:
    found = draft.block_by_id.get(event)
    return (block_name(found) if found else event,)


def _pair(draft: Draft, pair: str, _language: str) -> tuple[str, ...]:
    """Both blocks of a rule of order."""
    first, _, second = pair.partition(" > ")
    return (*_block(draft, first), *_block(draft, second))


def _lessons(draft: Draft, point: str, _language: str) -> tuple[str, ...]:
    """What the blocks are called that are spread over the days."""
    spread = point.partition("/")[2]
    return (next((one.name for one in draft.blocks if one.spread == spread), spread),)


def _resource(draft: Draft, resource: str, _language: str = "") -> tuple[str, ...]:
    kind, _, key = resource.partition("/")
    if kind == "column":
        return (draft.column_by_id[key].name,)
    if kind in {"staff", "leader"}:
        return (draft.week.staff_by_id[key].name,)
    return (next(room.name for room in draft.week.rooms if room.id == key),)


def _nothing(_draft: Draft, _point: str, _language: str) -> tuple[str, ...]:
    return ()


def _half_day(draft: Draft, duty: str, language: str) -> tuple[str, ...]:
    """Of which column a duty is, and when it begins."""
    _duty_word, _, rest = duty.partition("/")
    column, _, slot = rest.rpartition("/")
    return draft.column_by_id[column].name, moment(draft.week, int(slot), language)


SENTENCES: Mapping[str, tuple[Callable[[Draft, str, str], tuple[str, ...]], str, str]] = {
    "placed": (_block, "{} heeft geen plek.", "{} has no place."),
    "early": (_block, "{} staat niet in de ochtend.", "{} is not in the morning."),
    "spread": (_lessons, "{} staat te vaak op één dag.", "{} is too often on one day."),
    "order": (
        _pair,
        "{} hoort voor {} en komt later.",
        "{} belongs before {} and comes later.",
    ),
    "duty": (
        _half_day,
        "{} heeft vanaf {} geen leerkracht.",
        "{} has no teacher from {}.",
    ),
    "present": (
        _half_day,
        "Wie {} vanaf {} heeft, werkt dan niet of mag niet alleen voor een groep.",
        "Whoever has {} from {} does not work then, or is not alone with a group.",
    ),
    "own": (
        _half_day,
        "{} heeft vanaf {} niet de eigen leerkracht.",
        "{} does not have its own teacher from {}.",
    ),
    "linked": (
        _half_day,
        "{} heeft vanaf {} iemand die anders geen groep heeft.",
        "{} has somebody from {} who otherwise has no group.",
    ),
    "leader": (_block, "{} heeft niemand die het geeft.", "{} has nobody who leads it."),
    "fits": (_block, "{} is in een te kleine ruimte.", "{} is in too small a room."),
    "gives": (
        _resource,
        "{} geeft dan een andere les.",
        "{} gives another lesson then.",
    ),
    "seats": (
        _nothing,
        "Een kind kan dan niet bij de workshop zijn.",
        "A child cannot be at the workshop then.",
    ),
    "days": (
        _resource,
        "{} werkt niet op dat moment.",
        "{} does not work at that moment.",
    ),
    "specialist": (
        _block,
        "{} is niet van de vakleerkracht.",
        "{} is not given by the subject teacher.",
    ),
    "who": (
        _block,
        "Wie {} geeft, is er geen vakleerkracht voor.",
        "Whoever gives {} is not a subject teacher for it.",
    ),
    "room": (_block, "{} heeft geen ruimte.", "{} has no room."),
    "which": (
        _block,
        "{} is in een ruimte die er niet voor is.",
        "{} is in a room that is not meant for it.",
    ),
    "open": (_resource, "{} is niet open op dat moment.", "{} is not open at that moment."),
}
