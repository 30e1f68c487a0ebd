"""The peers that stand beside the tracker in the benchmark are given a fair chance, or it is said that they are absent."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from benchmarks.learner.elo import Ratings, Steps, best, elo, run
from benchmarks.learner.peers import bkt, earlier
from benchmarks.learner.reading import Answers

PUPILS, TASKS = 12, 10


def log_of(right: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Answers:
    """Everybody does the same tasks, in the same order; two goals."""
    size = PUPILS * TASKS
    task = np.tile(np.arange(TASKS), PUPILS)
    return Answers(
        np.repeat(np.arange(PUPILS), TASKS),
        task,
        (task % 2)[None, :],
        right,
        np.zeros(size),
        np.array([]),
        0,
    )


@pytest.fixture
def log() -> Answers:
    """The tasks with a number below seven go right."""
    return log_of(np.tile(np.arange(TASKS) < 7, PUPILS))


def test_elo_learns_which_tasks_go_right(log: Answers) -> None:
    tested = log.pupil >= 9
    assert elo(log, [tested])["auc"] == 1.0


def test_elo_says_a_half_of_who_and_what_it_does_not_know(log: Answers) -> None:
    assert run(log, log.pupil < 0, Steps(), Ratings(), learning=True).tolist() == []
    assert run(log, log.pupil == 0, Steps(), Ratings(), learning=False)[0] == 0.5


def test_elo_never_moves_difficulties_on_the_pupils_that_are_tested(log: Answers) -> None:
    ratings = Ratings()
    run(log, log.pupil == 0, Steps(), ratings, learning=False)
    assert {value for task in ratings.task.values() for value in task} == {0.0}


def test_elo_gets_the_steps_that_are_best_on_training_pupils(log: Answers) -> None:
    assert best(log, log.pupil < 9).task > Steps().task


def test_earlier_answers_do_not_count_the_one_that_is_foretold(log: Answers) -> None:
    kept = {"pupil": log.pupil, "item": log.item, "goal": log.goals[0], "right": log.right}
    counts = earlier(kept)
    assert counts["all1"][:TASKS].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 7, 7]
    assert counts["goal0"][:TASKS].tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_without_pybkt_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyBKT", None)
    said = bkt({})
    assert isinstance(said, str)
    assert said.startswith("pyBKT cannot be run")
