"""Measurements as commands: ``python3 run.py bench NAME``. Each measurement is a file beside this one."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    """Run the measurement that the first word names."""
    names = sorted(file.stem for file in HERE.glob("*.py") if file.stem != "run")
    if not words or words[0] not in names:
        print("Which measurement? " + ", ".join(names), file=sys.stderr)
        return 2
    sys.path.insert(0, str(HERE.parent))
    return int(import_module(f"benchmarks.{words[0]}").main(words[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
