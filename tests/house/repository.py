"""The repository as the house tests see it: its files, and the functions in them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "stapsteen"
MADE_BY_A_PROGRAM = ("migrations", "vendor")


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """The files of the repository that people write, by the end of their name."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    named = [ROOT / name for name in done.stdout.decode().split("\0") if name.endswith(suffixes)]
    return tuple(
        path
        for path in sorted(named)
        if path.is_file() and not set(MADE_BY_A_PROGRAM) & set(path.parts)
    )


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    """The Python files of some packages of Stapsteen, read."""
    for path in files(".py"):
        if any((SOURCE / package) in path.parents for package in packages):
            yield name_of(path), ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of the repository, with the place where it stands."""
    for path in files(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name_of(path)}:{node.lineno} {node.name}", node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1
