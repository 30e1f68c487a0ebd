"""The rows of the table of goals, and where the shared samples are that some of them need: beside the checkout, or absent."""

from __future__ import annotations

from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
HEAD = ("| # | what | goal | reached | met |", "| --- | --- | --- | --- | --- |")


def row(number: str, what: str, goal: str, reached: str, *, met: bool) -> str:
    """A row of the table."""
    return f"| {number} | {what} | {goal} | {reached} | {'yes' if met else 'no'} |"


def unjudged(number: str, what: str, goal: str, reached: str) -> str:
    """A row that has nothing to meet: a peer's figures, or a goal that was skipped and why."""
    return f"| {number} | {what} | {goal} | {reached} | - |"
