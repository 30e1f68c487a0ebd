"""Compiles the translations when the package is built, so that the wheel carries them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent / "tools"))
from messages import compile_all


class CompileMessages(BuildHookInterface[Any]):
    """Hatch calls this before it collects the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the .mo files beside their sources."""
        compile_all(Path(self.root) / "src" / "stapsteen")
