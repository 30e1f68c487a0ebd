"""What was done to a version, and what a place costs, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stapsteen.planner.organisation.broken_rules import block_name, told, told_together
from stapsteen.planner.organisation.calendar import is_morning, moment
from stapsteen.planner.organisation.draft import Draft
from stapsteen.planner.organisation.moving import Movable, Place
from stapsteen.planner.timetable.evaluate import Broken
from stapsteen.planner.timetable.instance import Kind
from stapsteen.week.models import Edit

MOST_TOLD = 3
MOST_SHIFTED = 6


def language() -> str:
    """The language of the reader, as the engine writes it."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def when(draft: Draft, time: int | None) -> str:
    """A moment in words; what has no time stands beside the timetable."""
    return _("nog geen plek") if time is None else moment(draft.week, time, language())


def name_of(draft: Draft, event: str) -> str:
    """What a lesson, or having a group for a half-day, is called."""
    if event in draft.block_by_id:
        return block_name(draft.block_by_id[event])
    column, slot = duty_of(event)
    part = _("ochtend") if is_morning(draft.week, slot) else _("middag")
    day = moment(draft.week, slot, language()).split()[0]
    name = draft.column_by_id[column].name
    return _("%(group)s op %(day)s%(part)s") % {"group": name, "day": day, "part": part}


def duty_of(event: str) -> tuple[str, int]:
    """The column and the first slot of a duty, out of its id."""
    column, _slash, slot = event.removeprefix("duty/").rpartition("/")
    return column, int(slot)


def edit_in_words(edit: Edit, draft: Draft) -> str:
    """Who did what: "Anouk heeft Rekenen 5 verplaatst van maandag 09:30 naar dinsdag 10:30."."""
    values = {
        "who": str(edit.by or _("Iemand")),
        "what": name_of(draft, edit.event) if edit.event else "",
        "was": when(draft, edit.was),
        "now": when(draft, edit.now),
    }
    return _sentence(edit) % values + _shifted(edit, draft)


def _shifted(edit: Edit, draft: Draft) -> str:
    """What made way for a lesson that was put somewhere: the first few, and how many more."""
    if edit.kind != Edit.Kind.GENTLE:
        return ""
    mine = {edit.event, *edit.renamed, *edit.renamed.values()}
    found = [_otherwise(one, draft) for one in edit.changes if one["event"] not in mine]
    if not found:
        return " " + _("Verder verandert er niets.")
    more = len(found) - MOST_SHIFTED
    rest = " " + _("En nog %(n)s.") % {"n": more} if more > 0 else ""
    names = "; ".join(found[:MOST_SHIFTED])
    return " " + _("Mee veranderd: %(names)s.") % {"names": names} + rest


def _otherwise(one: dict[str, Any], draft: Draft) -> str:
    """One event of an edit that stands otherwise, in a few words."""
    name, was, now = name_of(draft, one["event"]), one["before"][0], one["after"][0]
    if was == now:
        return _("%(what)s (wie of waar)") % {"what": name}
    values = {"what": name, "was": when(draft, was), "now": when(draft, now)}
    return _("%(what)s van %(was)s naar %(now)s") % values


def _sentence(edit: Edit) -> str:
    if edit.kind == Edit.Kind.MOVE and edit.was == edit.now:
        return _("%(who)s heeft veranderd wie of waar: %(what)s.")
    return {
        Edit.Kind.MOVE: _("%(who)s heeft %(what)s verplaatst van %(was)s naar %(now)s."),
        Edit.Kind.GENTLE: _(
            "%(who)s heeft %(what)s op %(now)s gezet en de rest zo weinig mogelijk veranderd."
        ),
        Edit.Kind.REST: _("%(who)s heeft de rest laten plannen."),
        Edit.Kind.UNDO: _("%(who)s heeft teruggedraaid: %(what)s, nu %(now)s.")
        if edit.event
        else _("%(who)s heeft het plannen van de rest teruggedraaid."),
        Edit.Kind.REDO: _("%(who)s heeft opnieuw gedaan: %(what)s, nu %(now)s.")
        if edit.event
        else _("%(who)s heeft de rest opnieuw laten plannen."),
        Edit.Kind.LOCK: _("%(who)s heeft %(what)s vastgezet."),
        Edit.Kind.UNLOCK: _("%(who)s heeft %(what)s losgemaakt."),
    }[Edit.Kind(edit.kind)]


def done_in_words(edit: Edit, draft: Draft) -> str:
    """What was done just now, for who did it: "Rekenen 5 staat nu op dinsdag 10:30."."""
    what = name_of(draft, edit.event) if edit.event else ""
    sentence = {
        Edit.Kind.MOVE: _("%(what)s: nu %(now)s."),
        Edit.Kind.GENTLE: _("%(what)s: nu %(now)s. De rest is zo weinig mogelijk veranderd."),
        Edit.Kind.REST: _("De rest is gepland."),
        Edit.Kind.UNDO: _("Teruggedraaid. %(what)s: nu %(now)s.")
        if what
        else _("Teruggedraaid: de rest staat weer zoals het was."),
        Edit.Kind.REDO: _("Opnieuw gedaan. %(what)s: nu %(now)s.")
        if what
        else _("Opnieuw gedaan: de rest is weer gepland."),
        Edit.Kind.LOCK: _("%(what)s staat vast."),
        Edit.Kind.UNLOCK: _("%(what)s is los."),
    }[Edit.Kind(edit.kind)]
    return sentence % {"what": what, "now": when(draft, edit.now)}


def place_in_words(week: Movable, place: Place) -> str:
    """What a place costs: "Vrij", "Kan, ruilt met Taal 5", "Kan niet: ..."."""
    state, draft = place.state, week.draft
    if state == "same":
        return _("Hier staat al zo'n les.")
    if place.held:
        stuck = ", ".join(name_of(draft, event) for event in place.held)
        return _("Kan niet: %(names)s staat vast.") % {"names": stuck}
    if state == "forbidden":
        return _("Kan niet: %(why)s") % {"why": why_not(week, place)}
    parts = [_("Kan") if state == "price" else _("Vrij")]
    if place.change.along:
        names = dict.fromkeys(name_of(draft, event) for event in place.change.along)
        parts.append(_("ruilt met %(names)s") % {"names": ", ".join(names)})
    if state == "price":
        why = _joined(
            one.in_language(language()) for one in told_together(draft, place.difference.broken)
        )
        return _("%(can)s, maar: %(why)s") % {"can": ", ".join(parts), "why": why}
    return ", ".join(parts)


def why_not(week: Movable, place: Place) -> str:
    """The rules that a place would break, each a sentence, with what stands there already."""
    return _joined(_with_others(week, place, one) for one in place.new_breaks)


def _joined(found: Iterable[str]) -> str:
    """The first few sentences, each once."""
    return " ".join(list(dict.fromkeys(found))[:MOST_TOLD])


def _with_others(week: Movable, place: Place, broken: Broken) -> str:
    sentence = told(week.draft, broken).in_language(language())
    if broken.constraint.kind is not Kind.AVOID_CLASHES:
        return sentence
    mine = [meet for meet in place.change.meets.values() if broken.point in meet.resources]
    times = {time for meet in mine for time in meet.span}
    names = dict.fromkeys(
        name_of(week.draft, meet.event)
        for meet in week.solution.meets
        if broken.point in meet.resources
        and meet.event not in place.change.meets
        and not times.isdisjoint(meet.span)
    )
    if not names:
        return sentence
    there = _("Daar staat al: %(names)s.") % {"names": ", ".join(names)}
    return f"{sentence} {there}"
