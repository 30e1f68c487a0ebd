"""Folders, files and classes are called after what schools talk about, not after layers of software."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.repository import files, name_of

NAMES_OF_NOTHING = {
    "services", "service", "managers", "manager", "utils", "util",
    "helpers", "helper", "core", "common", "misc",
}  # fmt: skip


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    named = {
        name_of(path)
        for path in files(".py", ".html", ".js", ".css")
        if NAMES_OF_NOTHING & {part.partition(".")[0] for part in Path(name_of(path)).parts}
    }
    assert named == set()


def test_no_class_has_a_name_that_says_nothing() -> None:
    ends = tuple(name.capitalize() for name in NAMES_OF_NOTHING)
    named = [
        f"{name_of(path)} {node.name}"
        for path in files(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith(ends)
    ]
    assert named == []
