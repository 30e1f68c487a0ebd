"""The data file of the profile: dimensions, variants, coherence and policy in one TOML file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("profile.toml")


@cache
def read() -> dict[str, Any]:
    """The tables of ``profile.toml``. Read once; a changed file asks for a restart."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
