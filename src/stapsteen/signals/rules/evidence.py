"""What was seen of a pupil: too long ago, not going on, or of two minds."""

from __future__ import annotations

from collections.abc import Iterator

from stapsteen.signals.rules.facts import Facts, Found, Here

NOT_YET = "not_yet"


def nothing_seen(pupil: Facts, here: Here) -> Iterator[Found]:
    """Nothing seen in core subjects for some weeks: one signal, which names them, for the longest.

    A subject of which nobody at school saw anything this year is not asked about, nor one that the
    year group does not have.
    """
    weeks = {
        key: here.weeks_since(max(pupil.seen.get(key, pupil.since), pupil.since))
        for key in here.subjects
        if pupil.taught is None or key in pupil.taught
    }
    long = [key for key, amount in weeks.items() if amount >= here.limits["nothing_seen"]]
    if long:
        names = [list(here.subjects[key]) for key in long]
        details = {"weeks": max(weeks[key] for key in long), "subjects": names, "keys": long}
        yield Found("nothing_seen", details=details)


def stuck(pupil: Facts, here: Here) -> Iterator[Found]:
    """A goal under way at which was looked often, and it is not there yet; a decision is no such look."""
    for held in pupil.goals:
        look = (pupil.looks or {}).get(held.goal or 0)
        if look is None or look.decided or look.word != NOT_YET:
            continue
        if look.pieces >= here.limits["stuck"]:
            yield Found("stuck", str(held.goal), {**held.named, "pieces": look.pieces})


def conflict(pupil: Facts, here: Here) -> Iterator[Found]:
    """Two kinds of sources differ more than by chance on a goal under way, and both looked often."""
    for held in pupil.goals:
        look = (pupil.looks or {}).get(held.goal or 0)
        if look is None or look.decided or not look.higher:
            continue
        if min(look.higher_pieces, look.lower_pieces) >= here.limits["conflict"]:
            between = {"higher": look.higher, "lower": look.lower}
            yield Found("conflict", str(held.goal), {**held.named, **between})
