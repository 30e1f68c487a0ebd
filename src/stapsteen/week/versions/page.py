"""What the page shows on which a version is changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stapsteen.jobs.models import Job
from stapsteen.jobs.queries import newest
from stapsteen.planner.organisation.broken_rules import told_together
from stapsteen.planner.organisation.moving import Movable
from stapsteen.planner.organisation.plan import SENTENCES
from stapsteen.planner.organisation.planning import unwatched
from stapsteen.planner.timetable.evaluate import Broken
from stapsteen.planner.timetable.solution import Solution
from stapsteen.week.models import Edit, Version
from stapsteen.week.planning.planned import with_offer
from stapsteen.week.planning.timetables import day_name
from stapsteen.week.versions.actions import next_of
from stapsteen.week.versions.gently import WORK as GENTLY
from stapsteen.week.versions.gently import can_be_gentler
from stapsteen.week.versions.state import movable_of
from stapsteen.week.versions.table import Card, Cards, Table
from stapsteen.week.versions.words import done_in_words, edit_in_words, language

DAY = "day-"
LAST = 6  # how many of the newest edits the page tells


@dataclass(frozen=True)
class View:
    """What can be looked at: the week of a group, or a day of all groups."""

    key: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Costs:
    """How good the timetable is: what cannot be, what is still wished, what is other than at first."""

    impossible: tuple[str, ...]
    wishes: tuple[str, ...]
    points: int
    differs: int


@dataclass(frozen=True)
class EditPage:
    """Context of ``planning/edit.html``."""

    version: Version
    view: str
    groups: tuple[View, ...]
    days: tuple[View, ...]
    table: Table
    unplaced: tuple[Card, ...]
    costs: Costs
    may_undo: bool
    may_redo: bool
    edits: tuple[str, ...]
    rest: Job | None
    rest_said: str
    gentler: tuple[tuple[str, str], ...]

    @property
    def can_be_gentler(self) -> bool:
        """Whether the newest move has a price, so that another way to the same place is offered."""
        return bool(self.gentler)


def edit_page(version: Version, view: str) -> EditPage:
    """A version as it stands, seen from a group or a day (the first group, where there is no such)."""
    week = movable_of(version)
    cards = Cards(week)
    columns, days = week.draft.columns, week.draft.week.weekdays
    known = {column.id for column in columns} | {f"{DAY}{day}" for day in days}
    view = view if view in known else columns[0].id
    table = _table(cards, view)
    edits = version.edits.select_related("by__person").order_by("-number")[:LAST]
    rest = newest(version.rest_key)
    return EditPage(
        version=version,
        view=view,
        groups=tuple(View(one.id, one.name, one.id == view) for one in columns),
        days=tuple(View(f"{DAY}{d}", day_name(d), f"{DAY}{d}" == view) for d in days),
        table=table,
        unplaced=tuple(cards.without_place({head.column for head in table.heads})),
        costs=_costs(version, week),
        may_undo=version.head_id is not None,
        may_redo=next_of(version) is not None,
        edits=tuple(edit_in_words(edit, week.draft) for edit in edits),
        rest=rest,
        rest_said=told_rest(rest) if rest else "",
        gentler=_gentler(version, view),
    )


def _gentler(version: Version, view: str) -> tuple[tuple[str, str], ...]:
    """What to ask for the newest move to be made with fewer changes; nothing where it was free."""
    edit = version.head
    if edit is None or not can_be_gentler(version):
        return ()
    event = edit.renamed.get(edit.event, edit.event)
    return ("event", event), ("time", str(edit.now)), ("view", view)


def told_rest(job: Job) -> str:
    """How it stands with what was asked of the planner for this revision."""
    gentle = job.name == GENTLY
    if not job.is_over:
        return _("zoekt wat het minst verandert") if gentle else _("plant de rest")
    if job.result is None or not job.result.get("why"):
        return job.message or (_("niets beters gevonden") if job.result else "")
    why = SENTENCES.validate_python(job.result["why"])
    sentences = " ".join(one.in_language(language()) for one in why)
    if job.state == Job.State.CANCELLED:
        return _("Gestopt. Er was nog niets gevonden. %(why)s") % {"why": sentences}
    return _("In deze tijd is geen week gevonden waarin het past. %(why)s") % {"why": sentences}


def told_edit(version: Version, edit: Edit) -> str:
    """What was done just now, in words."""
    return done_in_words(edit, movable_of(version).draft)


def told_since(version: Version, seen: int) -> str:
    """What was done since a revision, in words, with who did it."""
    edits = version.edits.filter(number__gt=seen).select_related("by__person")[:LAST]
    draft = movable_of(version).draft
    return " ".join(edit_in_words(edit, draft) for edit in edits)


def _table(cards: Cards, view: str) -> Table:
    if view in cards.draft.column_by_id:
        return cards.group_week(view)
    return cards.day(int(view.removeprefix(DAY)))


def _costs(version: Version, week: Movable) -> Costs:
    broken = week.evaluation.broken
    alone = (one.in_language(language()) for one in unwatched(week.draft, week.solution))
    hard = (*_told(week, (one for one in broken if one.constraint.required)), *alone)
    soft = _told(week, (one for one in broken if not one.constraint.required))
    first = with_offer(version.base)
    then, now = _moments(week, first), _moments(week, week.solution)
    differs = sum(then.get(key) != now.get(key) for key in then.keys() | now.keys())
    return Costs(hard, soft, week.evaluation.objective, differs)


def _told(week: Movable, broken: Iterable[Broken]) -> tuple[str, ...]:
    return tuple(one.in_language(language()) for one in told_together(week.draft, broken))


def _moments(week: Movable, solution: Solution) -> dict[tuple[str, int], frozenset[str]]:
    """What each column has at each slot, and with whom: by what people would call it."""
    found: dict[tuple[str, int], frozenset[str]] = {}
    for meet in solution.meets:
        block = week.draft.block_by_id.get(meet.event)
        columns = block.columns if block else (meet.event,)
        what = f"{block.kind}/{block.subject}" if block else str(meet.resources)
        for column in columns:
            for slot in meet.span if block else meet.span[:1]:
                found[column, slot] = found.get((column, slot), frozenset()) | {what}
    return found
