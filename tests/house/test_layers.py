"""Who may touch what: imports point downwards, and only domain packages touch the tables."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.house.repository import ROOT, SOURCE, modules

LINTER = Path(sys.executable).with_name("lint-imports")
# A line that breaks each contract: where it is put, and what it says.
BROKEN = {
    "Packages import downwards": ("school/queries.py", "import stapsteen.week.models"),
    "Only the solver knows OR-Tools": (
        "week/models/__init__.py",
        "import ortools.sat.python.cp_model",
    ),
    "The referee knows no solver": (
        "planner/timetable/evaluate/__init__.py",
        "import stapsteen.planner.timetable.solve",
    ),
    "The engine needs no database": ("planner/refusal.py", "import django.db"),
    "Only jobs know DBOS": ("web/navigation.py", "import dbos"),
}


def contracts() -> list[dict[str, object]]:
    found = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return list(found["contracts"])


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [LINTER, "--no-cache", "--config", folder / "pyproject.toml"]
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": ""}
    return subprocess.run(
        command, cwd=folder / "src", env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source and the contracts, to be broken."""
    shutil.copytree(SOURCE, tmp_path / "src" / "stapsteen", ignore=_no_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _no_python(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if Path(folder, name).is_file() and not name.endswith(".py")}


def test_every_contract_is_tried() -> None:
    assert {str(contract["name"]) for contract in contracts()} == set(BROKEN)


def test_no_contract_has_an_exception() -> None:
    assert [one for one in contracts() if "ignore_imports" in one] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_contract_is_noticed(copy: Path, name: str) -> None:
    place, line = BROKEN[name]
    file = copy / "src" / "stapsteen" / place
    file.write_text(file.read_text() + f"\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{name} BROKEN" in done.stdout


def test_every_package_has_its_layer() -> None:
    (layers,) = [one for one in contracts() if one["type"] == "layers"]
    named = {word.strip() for line in list(layers["layers"]) for word in line.split("|")}  # type: ignore[call-overload]
    packages = {folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").exists()}
    assert packages - {"migrations"} == named


def test_pages_commands_and_the_engine_never_touch_the_tables() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, module in modules("web", "cli", "planner", "mastery", "kit")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert found == []


def test_pages_and_commands_write_through_actions_alone() -> None:
    writing = {"save", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    found = [
        f"{name}:{node.lineno} .{node.func.attr}("
        for name, module in modules("web", "cli")
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in writing
    ]
    assert found == []


def test_readers_of_exports_never_touch_the_tables() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, module in modules("exchange/edexml", "exchange/oneroster")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert found == []


def test_domain_packages_have_the_same_few_files() -> None:
    for package in ("accounts", "curriculum", "learning", "profile", "school", "week", "jobs"):
        folder = SOURCE / package
        assert (folder / "models.py").exists() or (folder / "models").is_dir(), package
