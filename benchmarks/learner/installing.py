"""Runs the peers in an environment of their own, which it makes: what they need is no part of the product."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from benchmarks.learner.reading import Answers
from numpy.typing import NDArray

PINS = ("numpy<2", "pandas==2.2.*", "scikit-learn<1.6")
BKT = "pyBKT==1.4.3"
SCRIPT = Path(__file__).with_name("peers.py")
CACHE = Path.home() / ".cache" / "stapsteen"
PLACE = CACHE / "peers"


def peers(log: Answers, tested: list[NDArray[np.bool_]]) -> dict[str, object] | str:
    """The figures of the peers, or a sentence that says why there are none."""
    try:
        python = environment(PLACE, PINS)
        if not (PLACE / "with-bkt").exists():
            _add_bkt(python)
        with tempfile.TemporaryDirectory() as folder:
            columns = {"pupil": log.pupil, "item": log.item, "goal": log.goals[0]}
            right, test = log.right.astype(int), np.array(tested)
            np.savez(Path(folder) / "log.npz", **columns, right=right, test=test)
            done = subprocess.run([python, SCRIPT, folder], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as reason:
        return f"The peers cannot be run: {reason}"
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def environment(place: Path, pins: Sequence[str]) -> Path:
    """The Python of an environment with these packages, made the first time.

    Raises ``OSError`` or ``subprocess.CalledProcessError`` when it cannot be made.
    """
    python = place / "bin" / "python"
    if not (place / "whole").exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        make = [_uv(), "venv", "--quiet", "--clear", "--python", sys.executable, str(place)]
        fill = [_uv(), "pip", "install", "--quiet", "--python", str(python), *pins]
        for command in (make, fill):
            subprocess.run(command, check=True)
        (place / "whole").touch()
    return python


def _add_bkt(python: Path) -> None:
    """pyBKT beside the others; without it the others are measured all the same, and the table says so."""
    line = [_uv(), "pip", "install", "--quiet", "--python", str(python), BKT, *PINS]
    if not subprocess.run(line, check=False, stderr=subprocess.DEVNULL).returncode:
        (PLACE / "with-bkt").touch()


def _uv() -> str:
    return shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv") or "uv"
