"""Workshops: not chosen, or not there."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.signals.rules.facts import Facts, Found, Here


def not_chosen(pupil: Facts, here: Here) -> Iterator[Found]:
    """A round closes soon in which the pupil chose nothing, and others of its group did."""
    for one in pupil.rounds:
        left = -here.days_since(one.day)
        if left <= here.limits["not_chosen"]:
            details = {"round": one.text, "day": one.day.isoformat()}
            yield Found("not_chosen", str(one.number), details)


def absent(pupil: Facts, here: Here) -> Iterator[Found]:
    """Some times not there in the last six weeks, with a seat."""
    if pupil.missed >= here.limits["absent"]:
        yield Found("absent", details={"times": pupil.missed})
