"""How the benchmark reads a log: first attempts, tasks of several goals, who is trained on."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.learner.reading import Answers, read, read_qmatrix, splits

HEAD = "user_id,item_id,skill_id,correct"


def written(folder: Path, *rows: str, head: str = HEAD) -> Answers:
    file = folder / "log.csv"
    file.write_text("\n".join([head, *rows]) + "\n")
    return read(file)


def test_a_task_again_right_after_itself_is_a_retry(tmp_path: Path) -> None:
    log = written(tmp_path, "a,1,x,0", "a,1,x,1", "a,2,x,1", "a,1,x,1")
    assert (log.right.tolist(), log.dropped) == ([False, True, True], 1)


def test_the_goals_of_one_answer_in_several_rows_are_one_row(tmp_path: Path) -> None:
    log = written(tmp_path, "a,1,x,1", "a,1,y,1", "a,2,y,0")
    assert log.goals.T.tolist() == [[0, 1], [1, -1]]


@pytest.mark.parametrize("skill", ["x~y", "x;y", "x|y", "1_2"])
def test_the_goals_of_a_task_may_be_joined(tmp_path: Path, skill: str) -> None:
    assert written(tmp_path, f"a,1,{skill},1").goals.shape == (2, 1)


def test_times_put_answers_in_order(tmp_path: Path) -> None:
    log = written(tmp_path, "a,1,x,0,86400", "a,2,x,1,0", head=HEAD + ",timestamp")
    assert (log.right.tolist(), log.at.tolist()) == ([True, False], [0.0, 1.0])


def test_a_q_matrix_has_rows_or_columns(tmp_path: Path) -> None:
    rows, columns = tmp_path / "rows.csv", tmp_path / "columns.csv"
    rows.write_text("item_id,skill_id\n1,x\n1,y\n2,y\n")
    columns.write_text("item_id,x,y\n1,1,1\n2,0,1\n")
    assert read_qmatrix(rows) == read_qmatrix(columns) == {"1": ("x", "y"), "2": ("y",)}


def test_a_pupil_is_trained_on_or_tested_never_both(tmp_path: Path) -> None:
    log = written(tmp_path, *(f"{pupil},{item},x,1" for pupil in range(10) for item in range(2)))
    (fixed,) = splits(log, "fixed")
    assert set(log.pupil[fixed]) == {8, 9}
    assert sum(test.astype(int) for test in splits(log, "folds")).tolist() == [1] * 20


def test_a_column_in_the_file_wins(tmp_path: Path) -> None:
    log = written(tmp_path, "a,1,x,1,train", "b,1,x,1,test", head=HEAD + ",split")
    assert [test.tolist() for test in splits(log, "fixed")] == [[False, True]]
