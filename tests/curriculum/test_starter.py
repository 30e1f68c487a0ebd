"""The goals that ship with the product, as files: sound, complete, and worded for who reads them."""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from tests.house.repository import SOURCE, files
from tests.shared_data import shared_file

from stapsteen.curriculum.starter_set import objectives_in_short
from stapsteen.planner.organisation.tables import usual_subjects

STARTER = SOURCE / "curriculum" / "starter"
PICTOGRAMS = SOURCE / "web/static/img/pictograms.svg"
SUBJECTS = ("arithmetic", "reading", "language", "personal")
STEPS = range(1, 17)
TEXTS = ("nl", "en", "pupil_nl", "pupil_en", "check_nl", "check_en")
FIELDS = {"key", "progression", "step", "pictogram", "needs", "core_2006", "core_2025", *TEXTS}
Goal = dict[str, Any]


@functools.cache
def content(name: str) -> dict[str, Any]:
    return tomllib.loads((STARTER / f"{name}.toml").read_text(encoding="utf-8"))


def goals_of(subject: str) -> list[Goal]:
    return list(content(subject)["goal"])


def every_goal() -> Iterator[Goal]:
    for subject in SUBJECTS:
        yield from goals_of(subject)


@functools.cache
def by_key() -> dict[str, Goal]:
    return {goal["key"]: goal for goal in every_goal()}


def group_of(goal: Goal) -> int:
    """The year group a step belongs to: step 9 and 10 are group 5."""
    return int(goal["step"] + 1) // 2


def words(text: str) -> int:
    return len(text.split())


@functools.cache
def before(key: str) -> frozenset[str]:
    """All that comes before a goal, near and far. Never ends where goals wait for each other."""
    needs = by_key()[key]["needs"]
    return frozenset(needs).union(*(before(need) for need in needs))


def test_there_are_enough_goals() -> None:
    counts = {subject: len(goals_of(subject)) for subject in SUBJECTS}
    wanted = {"arithmetic": 100, "reading": 60, "language": 80, "personal": 45}
    assert {subject: count for subject, count in counts.items() if count < wanted[subject]} == {}


def test_every_goal_has_the_same_fields_and_none_is_empty() -> None:
    assert {goal["key"] for goal in every_goal() if set(goal) != FIELDS} == set()
    assert [goal["key"] for goal in every_goal() for text in TEXTS if not goal[text].strip()] == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_key_says_subject_and_progression(subject: str) -> None:
    keys = [goal["key"] for goal in goals_of(subject)]
    named = [
        goal["key"]
        for goal in goals_of(subject)
        if not re.fullmatch(rf"{subject}\.{goal['progression']}\.[a-z0-9-]+", goal["key"])
    ]
    assert named == []
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("text", TEXTS)
def test_no_two_goals_say_the_same(text: str) -> None:
    said = [goal[text] for goal in every_goal()]
    assert {each for each in said if said.count(each) > 1} == set()


# Progressions


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_goal_is_in_a_progression_of_its_file(subject: str) -> None:
    keys = [one["key"] for one in content(subject)["progression"]]
    assert len(keys) == len(set(keys))
    assert {goal["progression"] for goal in goals_of(subject)} == set(keys)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_progression_has_a_name_in_two_languages_and_a_subject(subject: str) -> None:
    known = {one.id for one in usual_subjects()} | {"personal"}
    for one in content(subject)["progression"]:
        assert set(one) == {"key", "subject", "name"}
        assert set(one["name"]) == {"nl", "en"}
        assert one["subject"] in known


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_progression_leaves_no_year_group_out_between_its_first_and_last(subject: str) -> None:
    for one in content(subject)["progression"]:
        groups = {group_of(g) for g in goals_of(subject) if g["progression"] == one["key"]}
        assert groups == set(range(min(groups), max(groups) + 1)), one["key"]
        assert len(groups) >= 3, one["key"]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_step_of_every_year_has_something_to_learn(subject: str) -> None:
    assert {goal["step"] for goal in goals_of(subject)} == set(STEPS)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_goals_stand_in_the_order_of_their_steps(subject: str) -> None:
    order = [one["key"] for one in content(subject)["progression"]]
    places = [(order.index(goal["progression"]), goal["step"]) for goal in goals_of(subject)]
    assert places == sorted(places)


# Prerequisites


def test_what_a_goal_needs_exists_and_is_not_later() -> None:
    for goal in every_goal():
        assert [need for need in goal["needs"] if need not in by_key()] == [], goal["key"]
        later = [need for need in goal["needs"] if by_key()[need]["step"] > goal["step"]]
        assert later == [], goal["key"]


def test_all_can_be_learnt_from_nothing() -> None:
    """Learn what is ready, again and again: what is left would wait for itself."""
    learnt: set[str] = set()
    while ready := {
        goal["key"]
        for goal in every_goal()
        if goal["key"] not in learnt and learnt.issuperset(goal["needs"])
    }:
        learnt |= ready
    assert {goal["key"] for goal in every_goal()} - learnt == set()


def test_only_the_youngest_start_from_nothing() -> None:
    assert {
        goal["key"] for goal in every_goal() if not goal["needs"] and group_of(goal) > 1
    } == set()


def test_nothing_is_needed_twice() -> None:
    """A need is a direct one: what another need already needs is left out."""
    twice = [
        (goal["key"], need)
        for goal in every_goal()
        for need in goal["needs"]
        if any(need in before(other) for other in goal["needs"])
    ]
    assert twice == []


def test_subjects_build_on_each_other() -> None:
    across = {
        (goal["key"].partition(".")[0], need.partition(".")[0])
        for goal in every_goal()
        for need in goal["needs"]
    }
    assert {
        ("language", "reading"),
        ("reading", "arithmetic"),
        ("personal", "arithmetic"),
    } <= across


# Words


def test_a_title_for_the_teacher_fits_on_two_lines() -> None:
    long = [goal["key"] for goal in every_goal() for lang in ("nl", "en") if len(goal[lang]) > 120]
    assert long == []


@pytest.mark.parametrize(("lang", "start"), [("nl", "Ik kan "), ("en", "I can ")])
def test_a_pupil_says_what_it_can_in_few_words(lang: str, start: str) -> None:
    for goal in every_goal():
        text = goal[f"pupil_{lang}"]
        most = 8 if goal["step"] <= 6 else 12
        assert text.startswith(start), goal["key"]
        assert text.endswith("."), goal["key"]
        assert words(text) <= most, goal["key"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_check_is_one_sentence_that_fits_the_field(lang: str) -> None:
    for goal in every_goal():
        text = goal[f"check_{lang}"]
        assert text[-1] in ".?", goal["key"]
        assert re.search(r"[.?!] [A-Z]", text) is None, goal["key"]
        assert 30 <= len(text) <= 160, goal["key"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_title_says_what_is_seen(lang: str) -> None:
    """A teacher can tick "explains", not "understands" or "has insight into"."""
    unseen = r"^(Begrijpt|Heeft inzicht|Is zich bewust|Leert|Understands|Learns|Is aware)\b"
    assert [goal["key"] for goal in every_goal() if re.match(unseen, goal[lang])] == []


# Pictograms


def symbols() -> list[str]:
    return [str(one.get("id")) for one in etree.parse(PICTOGRAMS).getroot()]


def test_every_goal_has_a_pictogram_that_exists() -> None:
    assert {goal["pictogram"] for goal in every_goal()} - set(symbols()) == set()


def test_no_pictogram_stands_for_too_much() -> None:
    used = [goal["pictogram"] for goal in every_goal()]
    assert {one for one in used if used.count(one) > 12} == set()
    assert len(set(used)) >= 60


def test_no_pictogram_is_drawn_for_nothing() -> None:
    elsewhere = "".join(path.read_text(encoding="utf-8") for path in files(".py") if _ships(path))
    used = {goal["pictogram"] for goal in every_goal()}
    assert [one for one in symbols() if one not in used and f'"{one}"' not in elsewhere] == []


def _ships(path: Path) -> bool:
    return SOURCE in path.parents


def test_every_pictogram_has_a_name_in_two_languages() -> None:
    names = content("pictograms")
    assert sorted(names) == sorted(symbols())
    assert {key for key, name in names.items() if set(name) != {"nl", "en"}} == set()
    assert len({name["nl"] for name in names.values()}) == len(names)


def test_the_pictograms_are_small_enough_for_a_slow_line() -> None:
    assert PICTOGRAMS.stat().st_size < 60_000


# Core objectives


def test_every_goal_outside_personal_formation_serves_core_objectives() -> None:
    bare = [
        goal["key"]
        for goal in every_goal()
        if not (goal["core_2006"] and goal["core_2025"]) and not goal["key"].startswith("personal.")
    ]
    assert bare == []


def test_core_objectives_are_numbers_of_2006_and_labels_of_2025() -> None:
    for goal in every_goal():
        assert all(1 <= number <= 58 for number in goal["core_2006"]), goal["key"]
        assert all(re.fullmatch(r"[1-9]\d?[A-E]", label) for label in goal["core_2025"]), goal[
            "key"
        ]
        for codes in (goal["core_2006"], goal["core_2025"]):
            assert len(codes) == len(set(codes)), goal["key"]


def test_every_label_of_2025_is_in_the_published_set() -> None:
    labels = _published_labels()
    named = {label for goal in every_goal() for label in goal["core_2025"]}
    assert named - labels == set()


def _published_labels() -> set[str]:
    """Kernzin prefix and doelzin prefix together: 10 and A make 10A."""
    path = shared_file("slo", "derived", "kerndoelen-2025-po.json")
    rows = json.loads(path.read_text(encoding="utf-8"))
    parts = {row["id"]: row["prefix"] for row in rows["fo_doelzin"]}
    return {
        f"{row['prefix']}{parts[part]}"
        for row in rows["fo_kernzin"]
        for part in row["fo_doelzin_id"]
        if part in parts
    }


@pytest.mark.parametrize(
    ("edition", "objectives"),
    [
        ("core_2006", {*range(1, 13), *range(23, 34), 34, 35, 36, 37}),
        ("core_2025", {"10A", "10B", "10C", "11A", "12A", "13A", "14A", "15A", "15B", "15C"}),
    ],
)
def test_no_objective_of_language_and_arithmetic_is_forgotten(
    edition: str, objectives: set[Any]
) -> None:
    assert objectives - {code for goal in every_goal() for code in goal[edition]} == set()


def test_every_core_objective_that_is_named_says_in_short_what_it_is_about() -> None:
    about = objectives_in_short()
    parts = {("2025", label) for goal in every_goal() for label in goal["core_2025"]}
    named = parts | {("2025", label[:-1]) for _edition, label in parts}
    named |= {("2006", str(number)) for goal in every_goal() for number in goal["core_2006"]}
    assert set(about) == named
    for language in (0, 1):
        texts = [one.about[language] for one in about.values()]
        assert max(map(len, texts)) <= 80
        assert len(set(texts)) == len(texts)
