"""`stapsteen explain`: what stands in the way of a week, told and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.planner.organisation.small_school import small_school

from stapsteen.cli import main
from stapsteen.cli.explain import tell
from stapsteen.planner.organisation.explaining.answers import Count, Explanation, Item, Trouble
from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.organisation.school_week import SchoolWeek
from stapsteen.planner.organisation.week_file import dump_week


def asked(tmp_path: Path, week: SchoolWeek, *more: str, stop: str = "6s") -> int:
    file = tmp_path / "week.toml"
    file.write_text(dump_week(week), encoding="utf-8")
    return main(["explain", str(file), "--organisation", "year-class", "--stop", stop, *more])


def test_a_week_that_can_be_planned_has_nothing_in_its_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(tmp_path, small_school()) == 0
    assert capsys.readouterr().out == (
        "Alles past: er is een rooster gevonden waarin alles staat wat moet.\n"
    )


@pytest.mark.slow
def test_who_is_missing_is_told_with_the_plan_that_does_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    week = small_school()
    fewer = tuple(
        replace(one, days=one.days[:4]) if one.id == "dewi" else one for one in week.staff
    )
    assert asked(tmp_path, replace(week, staff=fewer), "--json", stop="30s") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"][0]["short"] == 1
    assert answer["counts"][0]["serious"] is True
    trouble = answer["troubles"][0]
    assert trouble["smallest"]
    assert trouble["en"].startswith("On Friday ")
    assert "Groep 12, Groep 34, Groep 56 and Groep 78 need a teacher." in trouble["en"]
    assert answer["fits"] is False
    assert {one["rule"] for one in trouble["items"][0]["rules"]} == {"duty"}
    without = trouble["items"][0]["without"]
    assert without["infeasibility"] > 0
    assert without["shown"]  # the other half of that day is still short
    assert answer["seconds"] < 33  # --stop 30s; what it began is ended


def test_without_time_nothing_is_said_to_fit_or_not(capsys: pytest.CaptureFixture[str]) -> None:
    tell(Explanation((), ()))
    assert capsys.readouterr().out.startswith(
        "In deze tijd is geen rooster gevonden waarin alles past"
    )


def test_what_counting_shows_is_enough_to_know_that_it_does_not_fit(
    capsys: pytest.CaptureFixture[str],
) -> None:
    short = Count(Sentence("De hal is te klein.", "The hall is too small."), 1)
    tell(Explanation((short,), ()))
    assert capsys.readouterr().out == (
        "! De hal is te klein.\nZo past niet alles: wat bij ! staat, kan in geen enkel rooster.\n"
    )


def test_a_set_that_may_be_too_large_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    clause = Item(Sentence("de hal is dicht", "the hall is closed"), ())
    tell(Explanation((), (Trouble(Sentence("Dit gaat niet samen.", ""), (clause,), sure=False),)))
    assert capsys.readouterr().out == (
        "\nDit gaat niet samen.\n"
        "De tijd was op: niet alles hieronder hoeft nodig te zijn. Zoek langer met --stop.\n"
        "  - de hal is dicht\n"
    )


def test_parts_that_do_not_belong_together_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    week = small_school()
    assert asked(tmp_path, replace(week, groups=week.groups[:3])) == 2
    assert "maar die groep bestaat niet" in capsys.readouterr().err
