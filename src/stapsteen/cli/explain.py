"""Say why a school week cannot be as asked: what counting shows, and what does not go together.

WEEK is a file, `school`, `demo` or `demo:600`, as for `plan`. First the counts, which are there at
once. Then smallest sets of what is asked that cannot all be had, and for each part the nearest plan
that does without it.
"""

from __future__ import annotations

import argparse
from time import monotonic
from typing import Any

from stapsteen.cli.plan import NAMES, duration, find_week
from stapsteen.planner.organisation.check import refuse_contradictions
from stapsteen.planner.organisation.compiling import compile_draft
from stapsteen.planner.organisation.explaining.answers import Count, Explanation, Item, Trouble
from stapsteen.planner.organisation.explaining.explaining import explain
from stapsteen.planner.organisation.explaining.giving_up import what_it_costs, without_in_words
from stapsteen.planner.organisation.plan import Sentence
from stapsteen.planner.organisation.planning import COMPILERS

SHARE = 0.6  # of the time for what does not go together; the rest for the plans without
FITS = Sentence(
    "Alles past: er is een rooster gevonden waarin alles staat wat moet.",
    "Everything fits: a timetable was found that holds all that must be.",
)
COUNTED = Sentence(
    "Zo past niet alles: wat bij ! staat, kan in geen enkel rooster.",
    "So not everything fits: what has a ! cannot be in any timetable.",
)
NOT_KNOWN = Sentence(
    "In deze tijd is geen rooster gevonden waarin alles past, en ook niet wat er niet samengaat. "
    "Zoek langer met --stop.",
    "In this time no timetable was found in which everything fits, nor what does not go together. "
    "Search longer with --stop.",
)
NOT_SMALLEST = Sentence(
    "De tijd was op: niet alles hieronder hoeft nodig te zijn. Zoek langer met --stop.",
    "The time was up: not all of this need be needed. Search longer with --stop.",
)


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `explain`."""
    parser.add_argument("week", metavar="WEEK", help="a file, school, demo or demo:PUPILS")
    parser.add_argument("--organisation", required=True, choices=sorted(NAMES))
    parser.add_argument(
        "--stop",
        type=duration,
        default=20.0,
        metavar="20s",
        help="how long to search in all, after reading the week",
    )


def run(asked: argparse.Namespace) -> dict[str, Any]:
    """Explain the week and tell."""
    import stapsteen.planner.timetable.solve  # noqa: F401 - OR-Tools takes a while, which is no search

    week = find_week(asked.week)
    started = monotonic()
    refuse_contradictions(week)
    draft = COMPILERS[NAMES[asked.organisation]](week)
    found = explain(draft, seconds=asked.stop * SHARE)
    if found.troubles and found.near:
        left = started + asked.stop - monotonic()
        found = what_it_costs(compile_draft(draft), found, found.near, seconds=left)
    if not asked.json:
        tell(found)
    return {**plain(found), "seconds": round(monotonic() - started, 2)}


def tell(found: Explanation) -> None:
    """Print what stands in the way, or that everything fits."""
    for count in found.counts:
        print(f"{'!' if count.serious else '-'} {count.sentence.nl}")
    for trouble in found.troubles:
        _tell_trouble(trouble)
    if not found.troubles:
        print(_end(found).nl)


def _end(found: Explanation) -> Sentence:
    """What is told of the whole when there are no troubles to tell."""
    if found.fits:
        return FITS
    return COUNTED if any(count.serious for count in found.counts) else NOT_KNOWN


def _tell_trouble(trouble: Trouble) -> None:
    print(f"\n{trouble.sentence.nl}")
    if trouble.also:
        print(trouble.also.nl)
    if not trouble.sure:
        print(NOT_SMALLEST.nl)
    for item in trouble.items:
        print(f"  - {item.sentence.nl}")
        if item.without:
            print(f"    {without_in_words(item.without).nl}")


def plain(found: Explanation) -> dict[str, Any]:
    """The explanation as plain data."""
    return {
        "fits": found.fits,
        "counts": [_count(count) for count in found.counts],
        "troubles": [_trouble(trouble) for trouble in found.troubles],
    }


def _count(count: Count) -> dict[str, Any]:
    return {**_words(count.sentence), "short": count.short, "serious": count.serious}


def _trouble(trouble: Trouble) -> dict[str, Any]:
    return {
        **_words(trouble.sentence),
        "also": _words(trouble.also) if trouble.also else None,
        "smallest": trouble.sure,
        "items": [_item(item) for item in trouble.items],
    }


def _item(item: Item) -> dict[str, Any]:
    answer: dict[str, Any] = {
        **_words(item.sentence),
        "rules": [{"rule": one.rule, "point": one.point} for one in item.members],
    }
    if found := item.without:
        answer["without"] = {
            **_words(without_in_words(found)),
            "shown": found.shown,
            "infeasibility": found.infeasibility,
            "objective": found.objective,
            "moved": found.moved,
        }
    return answer


def _words(sentence: Sentence) -> dict[str, str]:
    return {"nl": sentence.nl, "en": sentence.en}
