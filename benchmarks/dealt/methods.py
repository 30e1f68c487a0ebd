"""One round dealt by every method, each answer judged by our referee on the same round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import process_time

from benchmarks.dealt.asking import are_comparable, peers
from benchmarks.dealt.greedy import first_come
from benchmarks.dealt.most import most_points

from stapsteen.planner.allocation.evaluate import Worth, envy, evaluate
from stapsteen.planner.allocation.problem import Problem, Seats
from stapsteen.planner.allocation.solve import Outcome, deal

OURS, GREEDY, UTILITARIAN = "Stapsteen", "first come, first served", "most points in all"


@dataclass(frozen=True)
class Judged:
    """What a dealing is worth. ``worst`` is the lowest share of an own best week, ``level`` the lowest
    level, ``shown`` what was shown of it, ``twice`` how many pupils are in two places at once.
    """

    method: str
    mean: float
    worst: int
    level: int
    envy: int
    twice: int
    broken: int
    seconds: float
    shown: str = ""


def all_methods(problem: Problem, seconds: float, seed: int) -> Iterator[Judged | str]:
    """Every method in turn; a sentence where one cannot be judged."""
    started = process_time()
    outcome = deal(problem, seed=seed)
    best, took = outcome.best, process_time() - started
    yield judged(problem, OURS, outcome.seats, best, took, _shown(problem, outcome))
    started = process_time()
    greedy = first_come(problem, seed)
    yield judged(problem, GREEDY, greedy, best, process_time() - started)
    if not are_comparable(problem):
        yield "The peers know no needs, held seats, order or friends: there is nothing to compare."
        return
    found = peers(problem)
    if isinstance(found, str):
        yield found
    else:
        for method, given in found.items():
            if "wrong" in given:
                yield f"{method}: {given['wrong']}"
            else:
                seats = {pupil: tuple(mine) for pupil, mine in given["seats"].items()}
                yield judged(problem, method, seats, best, given["seconds"])
    most = most_points(problem, outcome.seats, seconds)
    each = most.at_most / len(problem.pupils)
    bound = f"mean at most {each:.1f}"
    yield judged(problem, UTILITARIAN, most.seats, best, most.seconds, bound)


def judged(
    problem: Problem,
    method: str,
    seats: Seats,
    best: Mapping[str, Worth],
    seconds: float,
    shown: str = "",
) -> Judged:
    """What the referee says of a dealing."""
    found = evaluate(problem, seats, best)
    return Judged(
        method,
        found.total / len(problem.pupils),
        min(one.share for one in found.standings.values()),
        found.levels[0],
        envy(problem, seats, best),
        sum(_is_in_two_places(problem, mine) for mine in seats.values()),
        len(found.broken),
        seconds,
        shown,
    )


def _is_in_two_places(problem: Problem, mine: tuple[str, ...]) -> bool:
    rounds = [one for session in mine for one in problem.session_by_id[session].rounds]
    return len(rounds) > len(set(rounds))


def _shown(problem: Problem, outcome: Outcome) -> str:
    if outcome.proof.shown:
        return f"proven; {outcome.proof.shown} of {len(problem.pupils)}"
    return f"at most {outcome.proof.lowest_at_most}"
