"""Follows a pupil: a level in each subject and a deviation on each goal, moved by every piece of evidence.

``update`` takes one piece in, ``replay`` all of it from the start; in the order of time both give the same. What arrives late
(`is_late`) is to be replayed. Days and logits throughout.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log

from stapsteen.mastery.bank import Bank
from stapsteen.mastery.evidence import Key, Kind, Seen, in_order
from stapsteen.mastery.rule import Reading, news, read_answer, read_point
from stapsteen.mastery.settings import SHIPPED, Settings
from stapsteen.mastery.sources import NO_SOURCES, Sources
from stapsteen.mastery.state import Decision, GoalState, Heard, PupilState, SubjectState

ANSWER, PERCENTAGE, TEST = Kind.ANSWER, Kind.PERCENTAGE, Kind.TEST  # looked up once, for speed
JUDGEMENT, SELF, DECISION = Kind.JUDGEMENT, Kind.SELF, Kind.DECISION
TEACHES = (ANSWER, PERCENTAGE)
PROOF_SHARE = 0.8  # a percentage from which it counts as proof


def replay(
    evidence: Iterable[Seen],
    bank: Bank,
    settings: Settings = SHIPPED,
    sources: Sources = NO_SOURCES,
) -> PupilState:
    """The state after all evidence of one pupil, in whatever order it comes."""
    state = PupilState()
    for seen in in_order(evidence):
        update(state, seen, bank, settings, sources)
    return state


def is_late(state: PupilState, seen: Seen) -> bool:
    """Whether something later was taken in already, so that all of it must be replayed."""
    subject = state.subjects.get(seen.subject)
    return subject is not None and subject.at is not None and seen.at < subject.at


def update(
    state: PupilState,
    seen: Seen,
    bank: Bank,
    settings: Settings = SHIPPED,
    sources: Sources = NO_SOURCES,
) -> None:
    """Take in one piece of evidence that is not late."""
    subject = state.subject(seen.subject, settings)
    pass_time(subject, seen.at, settings)
    if seen.kind is TEST:
        _take_test(subject, seen, settings)
        return
    goals = [goal_at(subject, key, seen.at, bank, settings) for key in seen.goals]
    if seen.kind is ANSWER:
        _listen(subject, goals, read_answer(seen, bank, settings), seen, bank)
    elif seen.kind is PERCENTAGE:
        _take_percentage(subject, goals, seen, bank, settings)
    else:
        _take_judgement(subject, goals, seen, bank, settings, sources)
    _remember(goals, seen)
    if seen.kind in TEACHES:
        _learn(subject, goals, bank, settings)


def pass_time(subject: SubjectState, at: float, settings: Settings) -> None:
    """Let a subject's level become less sure over the days until now; never less sure than before anything was seen."""
    if subject.at is None:
        subject.at = at
    elif at > subject.at:
        new = settings.level_drift_day * (at - subject.at)
        room = settings.level_variance - subject.variance
        if room > 0:
            _drift(subject, min(room, new))
        subject.at = at


def _drift(subject: SubjectState, new: float) -> None:
    before = subject.variance
    subject.variance = before + new
    subject.loose += log(before / subject.variance)


def goal_at(
    subject: SubjectState, key: Key, at: float, bank: Bank, settings: Settings
) -> GoalState:
    """A goal's state, made when new, with what is forgotten since the last time left out."""
    goal = subject.goals.get(key)
    start = settings.deviation_variance + bank.goal(key)[1]
    if goal is None:
        goal = subject.goals[key] = GoalState(
            offset=bank.practice[0], spread=start, at=at, loose=subject.loose
        )
        return goal
    keep = exp(settings.forgetting * min(goal.at - at, 0.0))
    slope = goal.slope * keep * exp(subject.loose - goal.loose)
    mean = goal.offset + goal.slope * subject.level
    if mean > 0:  # what is above expectation fades; what is below does not come by itself
        mean *= keep
    room = start - goal.spread
    if room > 0:
        goal.spread += (1 - keep * keep) * room
    goal.offset, goal.slope = mean - slope * subject.level, slope
    goal.at, goal.loose = max(at, goal.at), subject.loose
    return goal


def _listen(
    subject: SubjectState, goals: list[GoalState], reading: Reading, seen: Seen, bank: Bank
) -> None:
    """Move level and goals by a reading, and note what this kind of evidence says by itself."""
    mean, variance, _ = belief(subject, goals)
    _, first, second = news(mean, variance, reading)
    _note(goals, seen, bank, mean, variance, first, second)
    _move(subject, goals, first, second)


def belief(subject: SubjectState, goals: list[GoalState]) -> tuple[float, float, float]:
    """Mean and variance of what the pupil can do on a task of these goals, and the covariance's share of the level."""
    if len(goals) == 1:
        goal = goals[0]
        share = 1 + goal.slope
        variance = goal.spread + share * share * subject.variance
        return goal.offset + share * subject.level, variance, share
    parts = len(goals)
    share = 1 + sum(goal.slope for goal in goals) / parts
    spread = sum(goal.spread for goal in goals) / parts**2
    offset = sum(goal.offset for goal in goals) / parts
    return offset + share * subject.level, spread + share * share * subject.variance, share


def _move(subject: SubjectState, goals: list[GoalState], first: float, second: float) -> None:
    """Exact for the normal distribution that says the same as the evidence (see `GoalState`)."""
    parts = len(goals)
    share = 1 + (goals[0].slope if parts == 1 else sum(goal.slope for goal in goals) / parts)
    tie = share * subject.variance
    reach = share * subject.level - first / second
    width = -1 / second - share * tie
    for goal in goals:
        part = goal.spread / parts
        pull = part / width
        goal.offset += pull * reach
        goal.slope -= pull * share
        goal.spread -= pull * part
    subject.level += tie * first
    subject.variance += tie * tie * second


def _note(
    goals: list[GoalState],
    seen: Seen,
    bank: Bank,
    mean: float,
    variance: float,
    first: float,
    second: float,
) -> None:
    noise, kind = -1 / second - variance, seen.kind
    precision = 1 / noise if noise > 1e-3 else 1e3
    reached = mean - first / second
    for key, goal in zip(seen.goals, goals, strict=True):
        heard = goal.heard.get(kind)
        if heard is None:
            heard = goal.heard[kind] = Heard()
        heard.precision += precision
        heard.weighted += precision * (reached - bank.goal(key)[0])


def _take_percentage(
    subject: SubjectState, goals: list[GoalState], seen: Seen, bank: Bank, settings: Settings
) -> None:
    """As a few answers, each for its share right and for the rest wrong: answers on one sheet are not independent."""
    answers = min(float(seen.out_of or 1), settings.percentage_answers)
    right = read_answer(_answer(seen, 1.0), bank, settings)
    wrong = read_answer(_answer(seen, 0.0), bank, settings)
    for _ in range(round(answers)):
        mean, variance, _share = belief(subject, goals)
        _, up, up_bend = news(mean, variance, right)
        _, down, down_bend = news(mean, variance, wrong)
        first = seen.value * up + (1 - seen.value) * down
        second = seen.value * up_bend + (1 - seen.value) * down_bend
        _note(goals, seen, bank, mean, variance, first, second)
        _move(subject, goals, first, second)


def _answer(seen: Seen, value: float) -> Seen:
    return Seen(
        seen.at,
        seen.subject,
        seen.goal,
        ANSWER,
        value,
        seen.item,
        seen.options,
        also=seen.also,
    )


def _take_judgement(
    subject: SubjectState,
    goals: list[GoalState],
    seen: Seen,
    bank: Bank,
    settings: Settings,
    sources: Sources,
) -> None:
    noise, bias = sources.of(seen, settings)
    reading = read_point(seen, bank, settings, noise, bias)
    mean, variance, _ = belief(subject, goals)
    _, first, second = news(mean, variance, reading)
    _note(goals, seen, bank, mean, variance, first, second)
    weight = settings.self_weight if seen.kind is SELF else 1.0
    if weight > 0:
        _move(subject, goals, weight * first, weight * second)
    if seen.kind is DECISION:
        for goal in goals:
            goal.decision = Decision(seen.value >= 0.5, seen.at, seen.source)


def _take_test(subject: SubjectState, seen: Seen, settings: Settings) -> None:
    """A test moves the level by its own standard error, and the goals hardly."""
    noise = (seen.standard_error or settings.test_noise) ** 2
    share = subject.variance / (subject.variance + noise)
    subject.level += share * (seen.value - subject.level)
    subject.variance *= 1 - share


def _learn(subject: SubjectState, goals: list[GoalState], bank: Bank, settings: Settings) -> None:
    """Doing a task teaches a little, ever less with each attempt, and makes what we know a little older."""
    last = len(bank.practice) - 1
    for goal in goals:
        goal.attempts += 1
        goal.offset += bank.practice[min(goal.attempts, last)]
        goal.spread += settings.deviation_drift
    _drift(subject, settings.level_drift)


def _remember(goals: list[GoalState], seen: Seen) -> None:
    for goal in goals:
        heard = goal.heard[seen.kind]
        heard.pieces += 1
        heard.last = seen.at
        if proves(seen):
            goal.last_proof = seen.at
            if goal.first_proof is None:
                goal.first_proof = seen.at


def proves(seen: Seen) -> bool:
    """Whether this alone could be a proof of mastery: right, most right, or seen as mastered by a teacher."""
    if seen.kind is SELF:
        return False
    if seen.kind is PERCENTAGE:
        return seen.value >= PROOF_SHARE
    if seen.kind is JUDGEMENT:
        return seen.value >= (seen.out_of or 4) - 1
    return seen.value >= 0.5
