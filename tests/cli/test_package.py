"""The project is an ordinary package: built, installed elsewhere, and used without a checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from tests.house.repository import ROOT

pytestmark = pytest.mark.slow


def build(folder: Path) -> Path:
    """The wheel, made by what is installed for it."""
    code = (
        "import os, sys; from hatchling.build import build_wheel; "
        "os.chdir(sys.argv[1]); print(build_wheel(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(ROOT), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return folder / done.stdout.splitlines()[-1]


def test_the_built_package_works_without_the_checkout(tmp_path: Path) -> None:
    wheel = build(tmp_path)
    with zipfile.ZipFile(wheel) as file:
        ends = {Path(name).suffix for name in file.namelist()}
    assert {".py", ".mo", ".html", ".css", ".js", ".svg", ".woff2", ".toml"} <= ends
    place = tmp_path / "elsewhere"
    venv.create(place, with_pip=False)
    packages = next(place.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as file:
        file.extractall(packages)
    # What it depends on is borrowed from this environment, without the editable Stapsteen.
    (packages / "zz_borrowed.pth").write_text(sysconfig.get_paths()["purelib"])
    code = (
        "import stapsteen, sys; from stapsteen.cli import main; print(stapsteen.__file__); main()"
    )
    words = ["plan", "demo:90", "--organisation", "year-class", "--stop", "1s"]
    done = subprocess.run(
        [place / "bin" / "python", "-c", code, *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(packages))
