"""The safety net, rule by rule: what was read of a pupil, and what is found; no database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.house.repository import ROOT

from stapsteen.signals.kinds import KINDS
from stapsteen.signals.rules import RULES, find
from stapsteen.signals.rules.facts import Dated, Facts, HeldGoal, Here, Look
from stapsteen.signals.sentences import SENTENCES, sentence_of

TODAY = date(2026, 11, 25)
LIMITS = {kind.key: kind.usual for kind in KINDS}
SUBJECTS = {"reading": ("Lezen", "Reading"), "arithmetic": ("Rekenen", "Arithmetic")}
HERE = Here(TODAY, LIMITS, subjects=SUBJECTS)
LONG_AGO = TODAY - timedelta(weeks=12)


def day(**span: int) -> date:
    return TODAY - timedelta(**span)


def calm(**changes: object) -> Facts:
    """A pupil of whom nothing has to be said."""
    facts = Facts(
        LONG_AGO,
        seen={"reading": day(days=2), "arithmetic": day(days=2)},
        goals=[goal("busy", days=7)],
        talked=day(weeks=2),
    )
    for name, value in changes.items():
        setattr(facts, name, value)
    return facts


def goal(state: str, **since: int) -> HeldGoal:
    return HeldGoal(4, 7, "Telt tot twintig", "Counts to twenty", state, day(**since))


def told(facts: Facts, here: Here = HERE) -> list[str]:
    """What is found, as sentences."""
    return [sentence_of(one.kind, one.details) for one in find(facts, here)]


def test_every_kind_has_a_rule_and_a_sentence():
    assert [kind.key for kind in KINDS] == list(RULES) == list(SENTENCES)


def test_of_a_pupil_who_is_seen_talks_and_works_on_a_goal_nothing_is_said():
    assert told(calm()) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"seen": {"reading": day(weeks=4), "arithmetic": day(days=1)}},
            "Van lezen is al 4 weken niets opgeschreven.",
        ),
        (
            {"seen": {}, "since": day(weeks=4)},
            "Van lezen en rekenen is al 4 weken niets opgeschreven.",
        ),
        ({"talk_asked": day(days=2)}, "Vroeg op 23 november om een gesprek."),
        ({"talked": day(weeks=6)}, "Het laatste gesprek was 6 weken geleden."),
        ({"talked": None}, "Dit schooljaar was er nog geen gesprek."),
        (
            {"planned": [Dated(1, day(days=3))]},
            "Het gesprek van 22 november is nog niet gevoerd.",
        ),
        (
            {"agreements": [Dated(1, day(days=3), "Elke dag lezen")]},
            "Afspraak van 22 november: “Elke dag lezen”. Hoe ging het?",
        ),
        (
            {"goals": [goal("claimed", days=5)]},
            "Zegt al 5 dagen klaar te zijn met “Telt tot twintig”. Wil je kijken?",
        ),
        ({"goals": [], "last_goal_ended": day(weeks=1)},
         "Heeft al 1 week geen doel om aan te werken."),
        ({"goals": [goal("busy", weeks=8)]}, "Is al 8 weken bezig met “Telt tot twintig”."),
        ({"missed": 2}, "Was in zes weken 2 keer niet bij de eigen workshop."),
        (
            {"rounds": [Dated(1, day(days=-2), "Ronde dinsdag")]},
            "Koos nog niets voor Ronde dinsdag. Kiezen kan tot 27 november.",
        ),
        (
            {"freedoms": [Dated(1, TODAY, "goals")]},
            "Op 25 november zouden jullie opnieuw kijken hoeveel ruimte past.",
        ),
        ({"looks": {7: Look("not_yet", 5, decided=False)}},
         "“Telt tot twintig” lukt nog niet, na 5 keer kijken."),
        (
            {"looks": {7: Look("on_the_way", 9, False, "answer", 5, "judgement", 3)}},
            "Bij “Telt tot twintig” laten antwoorden meer zien dan waarnemingen.",
        ),
    ],
)  # fmt: skip
def test_a_rule_says_why(changes, sentence):
    assert told(calm(**changes)) == [sentence]


@pytest.mark.parametrize(
    "changes",
    [
        {"seen": {"reading": day(days=27), "arithmetic": day(days=27)}},
        {"seen": {"arithmetic": day(days=1)}, "taught": frozenset({"arithmetic"})},
        {"talked": day(days=41)},
        {"talked": day(weeks=9), "planned": [Dated(1, day(days=-3))]},
        {"planned": [Dated(1, day(days=2))]},
        {"agreements": [Dated(1, day(days=2), "Elke dag lezen")]},
        {"goals": [goal("claimed", days=4)]},
        {"goals": [], "last_goal_ended": day(days=6)},
        {"goals": [goal("busy", days=55)]},
        {"missed": 1},
        {"rounds": [Dated(1, day(days=-3), "Ronde dinsdag")]},
        {"freedoms": [Dated(1, day(days=-1), "goals")]},
        {"looks": {7: Look("not_yet", 4, decided=False)}},
        {"looks": {7: Look("not_yet", 9, decided=True)}},
        {"looks": {8: Look("not_yet", 9, decided=False)}},
        {"looks": {7: Look("on_the_way", 9, False, "answer", 5, "judgement", 2)}},
    ],
)
def test_below_its_threshold_a_rule_is_silent(changes):
    assert told(calm(**changes)) == []


def test_a_school_sets_its_own_threshold_or_turns_a_rule_off():
    facts = calm(talked=day(weeks=6))
    assert told(facts, Here(TODAY, {**LIMITS, "no_conversation": 7})) == []
    assert told(facts, Here(TODAY, {"nothing_seen": 3})) == []


def test_weeks_of_holiday_do_not_count():
    holiday = (date(2026, 10, 17), date(2026, 10, 25))
    here = Here(TODAY, LIMITS, free=(holiday,))
    assert HERE.weeks_since(day(weeks=6)) == 6
    assert here.weeks_since(day(weeks=6)) == 4
    assert here.weeks_since(date(2026, 10, 26)) == 4
    assert here.weeks_since(TODAY + timedelta(days=3)) == 0


def test_what_a_school_does_not_do_yet_is_not_asked():
    facts = calm(talked=None, goals=[], seen={})
    assert told(facts, Here(TODAY, LIMITS, talks=False, pupils_choose=False)) == []


def test_of_who_came_later_the_weeks_before_do_not_count():
    new = calm(since=day(weeks=2), seen={}, talked=None)
    assert told(new) == []


def test_the_reference_tells_of_every_signal_and_its_threshold():
    page = (ROOT / "docs/reference/signals.md").read_text(encoding="utf-8")
    for kind in KINDS:
        unit = kind.unit if kind.usual != 1 else kind.unit.removesuffix("s")
        row = next(line for line in page.splitlines() if line.startswith(f"| `{kind.key}` |"))
        assert f"| {kind.name} |" in row
        assert f"| {kind.usual} {unit} | {kind.least} - {kind.most} |" in row
