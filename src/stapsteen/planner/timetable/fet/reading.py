"""Reads a FET file: an instance, and by name what is not in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from stapsteen.planner.timetable.archive.elements import Element, line_of, parse, wrong
from stapsteen.planner.timetable.fet.building import build
from stapsteen.planner.timetable.fet.draft import CannotSay, Draft, percentage
from stapsteen.planner.timetable.fet.ends import ENDS_RULES
from stapsteen.planner.timetable.fet.fields import flag, said
from stapsteen.planner.timetable.fet.grid import Grid
from stapsteen.planner.timetable.fet.people import PEOPLE_RULES
from stapsteen.planner.timetable.fet.rooms import ROOM_RULES, Rooms
from stapsteen.planner.timetable.fet.school import School, read_school
from stapsteen.planner.timetable.fet.solid import say_better
from stapsteen.planner.timetable.fet.times import TIME_RULES, Rule, slots
from stapsteen.planner.timetable.fet.together import TOGETHER_RULES
from stapsteen.planner.timetable.instance import Instance

RULES: dict[str, Rule] = {
    **TIME_RULES,
    **PEOPLE_RULES,
    **TOGETHER_RULES,
    **ROOM_RULES,
    **ENDS_RULES,
}
NOT_READ = "deze regel wordt niet gelezen"


@dataclass(frozen=True)
class LeftOut:
    """A kind of rule that is not in the instance: why, and where it stands."""

    rule: str
    why: str
    where: tuple[str, ...]

    def __str__(self) -> str:
        places = ", ".join(self.where[:5]) + (", ..." if len(self.where) > 5 else "")
        return f"{self.rule}, {len(self.where)} keer ({places}): {self.why}."


@dataclass(frozen=True)
class FetFile:
    """What a file asks, with what it takes to understand an answer to it."""

    instance: Instance
    left_out: tuple[LeftOut, ...]
    school: School
    grid: Grid


def read(content: bytes) -> FetFile:
    """A FET file. Raises ``Malformed`` with the line and the element of what is wrong."""
    root = parse(content, "fet")
    if str(root.tag).lower() != "fet":
        raise wrong(root, "dit is geen bestand van FET.")
    school = read_school(root)
    rules = sorted(_rules(root), key=_order)
    grid = Grid.of(school, gate=any("EarlyMaxBeginnings" in _name(rule) for rule in rules))
    closed = [
        slots(rule, "Break_Time", school, grid) for rule in rules if _name(rule) == "BreakTimes"
    ]
    draft = Draft(school, grid, grid.every.difference(*closed))
    left_out = _unusual_week(school) + _read_rules(draft, rules)
    about = {"Contributor": "FET", "Description": f"FET {root.get('version', '')}".strip()}
    return FetFile(build(draft, about), left_out, school, grid)


def _unusual_week(school: School) -> tuple[LeftOut, ...]:
    """Half days as days, blocks and terms are read as days like any other."""
    if school.mode == "Official":
        return ()
    return (LeftOut("Mode", "de dagen worden gelezen als gewone dagen", (school.mode,)),)


def _rules(root: Element) -> Iterator[Element]:
    """The rules that are switched on. A weight of 0 % asks for nothing."""
    for under in ("Time_Constraints_List", "Space_Constraints_List"):
        for one in root.iterfind(f"{under}/*"):
            if flag(one, "Active", default=True) and percentage(one) > 0:
                yield one


def _name(rule: Element) -> str:
    return str(rule.tag).removeprefix("Constraint")


def _order(rule: Element) -> int:
    """First who is away, then fixed times and holes, last what builds upon these."""
    name = _name(rule)
    if "NotAvailable" in name:
        return 0
    if name == "ActivityPreferredStartingTime" or "MaxGaps" in name:
        return 1
    return 3 if name in ENDS_RULES else 2


def _read_rules(draft: Draft, rules: list[Element]) -> tuple[LeftOut, ...]:
    missed: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for rule in rules:
        try:
            _read_rule(draft, rule)
        except CannotSay as reason:
            missed[_name(rule), str(reason)].append(f"regel {line_of(rule)}")
    say_better(draft)
    for activity in Rooms(draft).settle():
        missed["Rooms", "een keuze tussen virtuele lokalen"].append(f"activiteit {activity}")
    return tuple(LeftOut(rule, why, tuple(where)) for (rule, why), where in missed.items())


def _read_rule(draft: Draft, rule: Element) -> None:
    found = RULES.get(_name(rule))
    if found is None:
        raise CannotSay(NOT_READ)
    if said(rule, "Activity_Id") and not draft.activities(rule):
        return
    found(draft, rule)
