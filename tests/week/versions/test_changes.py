"""Whom a new timetable concerns reads what changes; everybody else reads nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import give, make_group, person_of
from tests.week.planning.ready import ready
from tests.week.versions.working import begun, now, places, week_of

from stapsteen.week.models import PlanInForce
from stapsteen.week.planning.actions import put_in_force
from stapsteen.week.versions.actions import move_lesson, publish
from stapsteen.week.versions.changes import changes_of, news_for
from stapsteen.week.versions.lesson import lesson_form, places_of
from stapsteen.week.versions.page import edit_page
from stapsteen.week.versions.words import when

pytestmark = pytest.mark.django_db


def published(days: int = 0):
    """A version in which a lesson was moved, published for some day."""
    everybody, version = begun()
    put_in_force(version.base, by=everybody.principal)
    ((event, place),) = places(version, "free")
    move_lesson(version, event, time=place.time, revision=0, by=everybody.principal)
    publish(
        version, name="Herfst", note="Waarom", starts=timezone.localdate() + timedelta(days=days),
        revision=1, by=everybody.principal,
    )  # fmt: skip
    return everybody, now(version), place


def test_the_group_and_its_teacher_hear_of_a_moved_lesson_and_nobody_else():
    _everybody, version, place = published()
    groups, staff = changes_of(version)
    assert [one.name for one in groups] == ["Groep 5"]
    assert [one.name for one in staff] == ["Bram"]
    week = week_of(version)
    moment = when(week.draft, place.time)
    (line,) = (line for line in groups[0].lines if line.startswith(moment))
    (for_bram,) = (line for line in staff[0].lines if line.startswith(moment))
    assert line.startswith(f"{moment}: eerst ")
    assert "Bram" not in line
    assert for_bram.startswith(f"{moment}, Groep 5: eerst ")


def test_a_pupil_a_parent_and_the_teacher_find_it_on_their_first_page():
    everybody, version, _place = published()
    for who, name in (("pupil", "Dina"), ("guardian", "Dina"), ("teacher", "Bram")):
        news = news_for(getattr(everybody, who))
        assert news is not None
        assert [one.name for one in news.changed] == [name]
        assert news.version == version
    for who in ("principal", "colleague", "stranger"):
        assert news_for(getattr(everybody, who)) is None


def test_it_is_told_beforehand_and_for_two_weeks():
    everybody, _version, _place = published(days=5)
    news = news_for(everybody.teacher)
    assert news is not None
    assert news.is_to_come
    PlanInForce.objects.filter(version__isnull=False).update(
        starts=timezone.localdate() - timedelta(days=15)
    )
    assert news_for(everybody.teacher) is None


def test_a_working_version_is_laid_beside_what_holds():
    everybody, version = begun()
    put_in_force(version.base, by=everybody.principal)
    assert changes_of(version) == ([], [])


def test_the_table_has_every_lesson_of_the_group_once_and_a_place_for_every_slot():
    _everybody, version = begun()
    page = edit_page(now(version), "")
    cells = [place for row in page.table.rows for place in row.places if place]
    week = week_of(version)
    assert sorted(card.event for place in cells for card in place.cards) == sorted(
        block.id for block in week.draft.blocks
    )
    assert sum(place.rows for place in cells) == week.instance.time_count
    assert [head.duties[0].who for head in page.table.heads] == ["Bram"] * 5
    assert (page.costs.impossible, page.costs.differs, page.may_undo) == ((), 0, False)


def test_after_a_move_the_strip_says_how_much_differs_and_can_go_back():
    everybody, version = begun()
    ((event, place),) = places(version, "free")
    move_lesson(version, event, time=place.time, revision=0, by=everybody.principal)
    page = edit_page(now(version), f"day-{1}")
    assert page.costs.differs > 0
    assert (page.may_undo, page.may_redo) == (True, False)
    assert page.edits[0].startswith("Anouk heeft ")


def test_what_breaks_is_marked_in_the_table_and_told_in_the_strip():
    everybody, version = begun()
    ((event, _place),) = places(version, "free")
    move_lesson(version, event, time=None, revision=0, by=everybody.principal, force=True)
    page = edit_page(now(version), "")
    assert [card.event for card in page.unplaced] == [version.edits.get().renamed.get(event, event)]
    assert page.unplaced[0].wrong == page.costs.impossible


def test_every_place_has_its_price_in_words_and_the_form_offers_the_same():
    _everybody, version = begun()
    ((event, place),) = places(version, "free")
    found = places_of(now(version), event)
    assert found is not None
    assert found[place.time][0] == "free"
    assert {state for state, _words in found.values()} <= {"free", "price", "forbidden", "same"}
    form = lesson_form(now(version), event)
    assert form is not None
    offered = {one.value for _day, choices in form.times for one in choices}
    assert offered == {str(time) for time in found} | {str(week_of(version).meet(event).time)}
    assert places_of(now(version), "nothing") is None
    assert lesson_form(now(version), "nothing") is None


def test_a_half_day_offers_everybody_and_says_what_it_costs():
    everybody = ready()
    other = make_group(everybody.year, "Groep 6", ["6"])
    give(person_of(everybody.colleague), other)
    _everybody, version = begun(everybody)
    duty = next(event for event in week_of(version).events if event.startswith("duty/"))
    form = lesson_form(now(version), duty)
    assert form is not None
    assert form.times == ()
    (need,) = form.needs
    assert [one.name for one in need.choices if one.chosen] == ["Bram"]
    assert any(": Kan, maar: " in one.name or ": Kan niet: " in one.name for one in need.choices)
