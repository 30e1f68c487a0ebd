"""The compiled kernel agrees with the referee, and the planner does without it as well."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.planner.organisation.small_school import small_school
from tests.planner.timetable.small import dice, small_instance

from stapsteen.planner.organisation.planning import plan_week
from stapsteen.planner.timetable.evaluate import evaluate
from stapsteen.planner.timetable.local import Annealer, Tables, compiling, is_available

ROOT = Path(__file__).parents[3]
needs_compiler = pytest.mark.skipif(not is_available(), reason="this machine has no C compiler")


@needs_compiler
@pytest.mark.parametrize("seed", range(60))
def test_after_any_walk_the_kernel_counts_what_the_referee_counts(seed: int) -> None:
    instance = small_instance(dice(seed), kinds=10)
    annealer = Annealer(Tables(instance), seed=1)
    placing = annealer.construct()
    annealer.round(300, daring=0.5, tick=lambda: True)
    for plan in (placing, annealer.board.best):
        assert evaluate(instance, annealer.bridge.solution_of(plan)).cost == plan.price


@needs_compiler
@pytest.mark.parametrize("seed", range(30))
def test_a_plan_by_number_is_the_plan_by_name(seed: int) -> None:
    instance = small_instance(dice(seed), kinds=10)
    annealer = Annealer(Tables(instance), seed=2)
    solution = annealer.bridge.solution_of(annealer.construct())
    again = annealer.bridge.placing_of(solution)
    assert annealer.board.load(again) == evaluate(instance, solution).cost
    assert annealer.bridge.solution_of(again) == solution


@pytest.mark.slow
def test_without_a_compiler_the_week_is_planned_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(compiling.WITHOUT, "1")
    compiling.kernel.cache_clear()
    try:
        result = plan_week(small_school(), "units", seconds=20, workers=1)
    finally:
        monkeypatch.undo()
        compiling.kernel.cache_clear()
    assert result.infeasibility == 0


@pytest.mark.slow
@needs_compiler
def test_the_kernel_stays_within_its_memory(tmp_path: Path) -> None:
    compiler = next(filter(None, map(shutil.which, compiling.COMPILERS)))
    libraries = [printed(compiler, f"-print-file-name=lib{name}.so") for name in ("asan", "ubsan")]
    if not all(Path(library).is_absolute() for library in libraries):
        pytest.skip("the compiler of this machine has no address sanitizer")
    walks = (
        "from stapsteen.planner.timetable.local import Annealer, Tables, compiling\n"
        "compiling.WORDS = (*compiling.WORDS, '-O1', '-fsanitize=address,undefined')\n"
        "from tests.planner.timetable.small import dice, small_instance\n"
        "for seed in range(12):\n"
        "    annealer = Annealer(Tables(small_instance(dice(seed), kinds=10)), seed=1)\n"
        "    annealer.construct()\n"
        "    annealer.round(3000, daring=0.5, tick=lambda: True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", walks], check=False, capture_output=True, text=True, cwd=ROOT,
        env=os.environ | {
            "XDG_CACHE_HOME": str(tmp_path), "LD_PRELOAD": " ".join(libraries),
            "ASAN_OPTIONS": "detect_leaks=0", "PYTHONMALLOC": "malloc",
        },
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.glob("stapsteen/kernel-*.so"))  # it was this library that ran


def printed(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@needs_compiler
@pytest.mark.parametrize(("mode", "content"), [(0o700, b"no library"), (0o777, None)])
def test_a_library_that_cannot_be_trusted_or_loaded_is_not_used(
    mode: int, content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    library = compiling._place()
    library.parent.mkdir()
    library.parent.chmod(mode)
    if content is not None:
        library.write_bytes(content)
    assert compiling.kernel.__wrapped__() is None
