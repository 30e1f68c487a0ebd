"""What every piece of evidence does to what we believe of a pupil."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stapsteen.mastery import log as logs
from stapsteen.mastery.bank import Bank
from stapsteen.mastery.batch import Difficulties, follow
from stapsteen.mastery.estimate import Estimate, estimate
from stapsteen.mastery.evidence import Kind, Seen, in_order
from stapsteen.mastery.settings import SHIPPED
from stapsteen.mastery.sources import Sources, Trust
from stapsteen.mastery.state import PupilState
from stapsteen.mastery.tracker import is_late, replay, update

BANK = Bank(goals={"add": (0.0, 0.05), "take": (0.5, 0.05)}, items={"hard": (1.5, 0.05)})


def answer(right: bool, at: float = 0.0, goal: str = "add", item: str | None = None) -> Seen:
    return Seen(at, "sums", goal, Kind.ANSWER, float(right), item)


def after(*evidence: Seen, now: float = 0.0, goal: str = "add") -> Estimate:
    return estimate(replay(evidence, BANK), "sums", goal, now, BANK)


def test_a_right_answer_raises_and_a_wrong_one_lowers() -> None:
    before = after()
    assert after(answer(True)).mean > before.mean > after(answer(False)).mean


def test_an_answer_on_one_goal_moves_the_others_less() -> None:
    right = [answer(True)] * 5
    assert 0 < after(*right, goal="take").mean - after(goal="take").mean < after(*right).mean


def test_a_harder_task_says_more_when_right() -> None:
    assert after(answer(True, item="hard")).mean > after(answer(True)).mean


def test_a_guess_is_worth_less_than_an_open_answer() -> None:
    guessed = Seen(0, "sums", "add", Kind.ANSWER, 1.0, options=2)
    assert after(guessed).mean < after(answer(True)).mean


def test_twenty_answers_on_one_goal_leave_doubt_about_another() -> None:
    there = after(*[answer(True)] * 20, goal="take")
    assert there.variance > SHIPPED.deviation_variance


def test_a_percentage_weighs_at_most_five_answers() -> None:
    many = Seen(0, "sums", "add", Kind.PERCENTAGE, 1.0, out_of=50)
    five = Seen(0, "sums", "add", Kind.PERCENTAGE, 1.0, out_of=5)
    assert after(many) == after(five)


def test_what_a_pupil_says_of_itself_is_kept_beside_the_estimate() -> None:
    said = Seen(0, "sums", "add", Kind.SELF, 3)
    state = replay([said], BANK)
    assert after(said) == after()
    assert state.subjects["sums"].goals["add"].heard[Kind.SELF].pieces == 1


def test_a_test_moves_the_level_by_its_own_error() -> None:
    sharp = Seen(0, "sums", None, Kind.TEST, 1.0, standard_error=0.1)
    vague = Seen(0, "sums", None, Kind.TEST, 1.0, standard_error=2.0)
    assert after(sharp).mean > after(vague).mean > after().mean


def test_a_late_arrival_is_noticed() -> None:
    state = replay([answer(True, at=5)], BANK)
    assert is_late(state, answer(True, at=4))
    assert not is_late(state, answer(True, at=5))


def test_a_teacher_who_sees_too_much_is_believed_less_than_one_who_does_not() -> None:
    mild = Seen(0, "sums", "add", Kind.JUDGEMENT, 3)
    assert after(mild).mean > after(Seen(0, "sums", "add", Kind.JUDGEMENT, 1)).mean


some_evidence = st.lists(
    st.builds(
        Seen,
        at=st.floats(0, 300),
        subject=st.just("sums"),
        goal=st.sampled_from(["add", "take", "new"]),
        kind=st.sampled_from([Kind.ANSWER, Kind.PERCENTAGE, Kind.DECISION]),
        value=st.sampled_from([0.0, 1.0]),
        options=st.sampled_from([None, 2, 4]),
        out_of=st.sampled_from([None, 3, 10]),
        also=st.sampled_from([(), ("take2",)]),
    ),
    max_size=30,
)


@settings(max_examples=50, deadline=None)
@given(some_evidence, st.randoms())
def test_the_order_of_arrival_does_not_matter(evidence: list[Seen], chance: object) -> None:
    shuffled = list(evidence)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert replay(evidence, BANK) == replay(shuffled, BANK)


@settings(max_examples=50, deadline=None)
@given(some_evidence)
def test_one_by_one_is_the_same_as_replayed(evidence: list[Seen]) -> None:
    state = PupilState()
    for seen in sorted(evidence, key=lambda one: one.at):
        assert not is_late(state, seen)
    for seen in in_order(evidence):
        update(state, seen, BANK)
        state = PupilState.from_dict(json.loads(json.dumps(state.to_dict())))
    assert state == replay(evidence, BANK)


@settings(max_examples=50, deadline=None)
@given(some_evidence, st.floats(0, 400), st.floats(0, 400))
def test_silence_widens_the_range_and_never_raises_the_estimate(
    evidence: list[Seen], first: float, more: float
) -> None:
    state = replay(evidence, BANK)
    for goal in ("add", "take"):
        soon = estimate(state, "sums", goal, 300 + first, BANK)
        later = estimate(state, "sums", goal, 300 + first + more, BANK)
        assert later.variance >= soon.variance - 1e-9 > 0
        assert later.mean <= soon.mean + 1e-9


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=30), st.floats(0.3, 3))
def test_doubt_is_never_below_nothing(points: list[int], noise: float) -> None:
    trusted = Sources({"Noor": Trust(noise, 0.0, 9)})
    judged = [
        Seen(at, "sums", "new", Kind.JUDGEMENT, point, source="Noor")
        for at, point in enumerate(points)
    ]
    state = replay(judged, Bank(), sources=trusted)
    kept = state.subject("sums", SHIPPED)
    assert kept.variance > 0
    assert all(goal.spread > 0 for goal in kept.goals.values())


def test_another_version_of_a_state_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        PupilState.from_dict({"version": 0, "subjects": []})


def test_many_pupils_at_once_are_followed_by_the_same_rule() -> None:
    chance = np.random.default_rng(4)
    rows = 400
    pupil = np.sort(chance.integers(0, 9, rows))
    goals = np.vstack([chance.integers(0, 3, rows), np.where(chance.random(rows) < 0.3, 3, -1)])
    item, right = chance.integers(0, 20, rows), chance.random(rows) < 0.6
    at = np.sort(chance.random(rows) * 100)
    known = Difficulties.fresh(4, 20, SHIPPED)
    known.goal[:4], known.goal_variance[:4] = [0.3, -0.4, 1.0, 0.0], 0.1
    known.item[:20], known.item_variance[:20] = chance.normal(size=20), 0.2
    bank = Bank(
        {goal: (known.goal[goal], 0.1) for goal in range(4)},
        {number: (known.item[number], 0.2) for number in range(20)},
    )
    done = follow(logs.answers(pupil, goals, item, right, at=at), known)
    for one in range(9):
        mine = np.flatnonzero(pupil == one)
        state = PupilState()
        for row in mine:
            first, second = (int(key) for key in goals[:, row])
            also = () if second < 0 else (second,)
            value = float(right[row])
            kind = Kind.ANSWER
            update(state, Seen(at[row], "s", first, kind, value, int(item[row]), also=also), bank)
        assert state.subjects["s"].level == pytest.approx(done.beliefs.level[one])
        assert state.subjects["s"].variance == pytest.approx(done.beliefs.variance[one])
