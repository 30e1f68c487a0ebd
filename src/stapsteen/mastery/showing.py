"""What is said of a goal: one of four words, the next ten, on what it rests, and what would change it. Never a percentage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from stapsteen.mastery.bank import Bank
from stapsteen.mastery.estimate import Estimate, NextTen, estimate, goal_state, mastery, next_ten
from stapsteen.mastery.evidence import Key, Kind
from stapsteen.mastery.settings import SHIPPED, Settings
from stapsteen.mastery.state import Decision, GoalState, Heard, PupilState

HEARD_APART = (Kind.ANSWER, Kind.PERCENTAGE, Kind.JUDGEMENT, Kind.SELF)


class Word(StrEnum):
    """The four words of mastery."""

    NOT_ENOUGH = "not_enough"
    NOT_YET = "not_yet"
    ON_THE_WAY = "on_the_way"
    SHOWN = "shown"


class Change(StrEnum):
    """What would change the word."""

    MORE = "more"  # a few more pieces of evidence, of any kind
    LATER = "later"  # the same once more, a week after the first proof
    HARDER = (
        "harder"  # right answers to open tasks at the level of the goal, or a teacher's judgement
    )
    AGAIN = "again"  # it was long ago: a short check
    TALK = "talk"  # sources disagree: talk about it
    DECIDED = "decided"  # a teacher decided; only a new decision changes the word


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two kinds of evidence that differ by more than can be chance; ``higher`` says the pupil can do more."""

    higher: Kind
    lower: Kind
    difference: float  # in joint standard deviations


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be said of a pupil and a goal.

    ``probability`` is the chance of mastery, for reckoning and never for the screen. ``estimated`` is the word without the
    teacher's decision; the same as ``word`` when there is none.
    """

    word: Word
    estimated: Word
    probability: float
    next_ten: NextTen
    pieces: dict[Kind, int]
    last: float | None  # days since 1970
    decision: Decision | None
    conflict: Conflict | None
    change: Change


def show(
    state: PupilState,
    subject: Key,
    goal: Key,
    now: float,
    bank: Bank,
    settings: Settings = SHIPPED,
    *,
    report: bool = False,
) -> Shown:
    """What to say of a goal now (days since 1970); a report asks for more certainty."""
    found = estimate(state, subject, goal, now, bank, settings)
    kept = goal_state(state, subject, goal)
    ten = next_ten(found, settings)
    probability = mastery(found, settings)
    bar = settings.report_bar if report else settings.bar
    word = _word(probability, ten, kept, bar, settings)
    decision = kept.decision if kept else None
    conflict = conflict_in(kept, settings) if kept else None
    return Shown(
        word=_decided(decision) or word,
        estimated=word,
        probability=probability,
        next_ten=ten,
        pieces={kind: heard.pieces for kind, heard in kept.heard.items()} if kept else {},
        last=max((heard.last for heard in kept.heard.values()), default=None) if kept else None,
        decision=decision,
        conflict=conflict,
        change=_change(word, found, kept, conflict, now, settings),
    )


def _word(
    probability: float, ten: NextTen, kept: GoalState | None, bar: float, settings: Settings
) -> Word:
    if kept is None or not _counted(kept):
        return Word.NOT_ENOUGH
    if probability > bar and proven(kept, settings):
        return Word.SHOWN
    if ten.high - ten.low > settings.widest:
        return Word.NOT_ENOUGH
    seldom = probability < settings.not_yet and ten.expected <= settings.not_yet_right
    return Word.NOT_YET if seldom else Word.ON_THE_WAY


def _counted(kept: GoalState) -> int:
    """Pieces of evidence that are part of the estimate."""
    return sum(heard.pieces for kind, heard in kept.heard.items() if kind is not Kind.SELF)


def proven(kept: GoalState, settings: Settings) -> bool:
    """Whether there was proof on two days far enough apart."""
    first, last = kept.first_proof, kept.last_proof
    return first is not None and last is not None and last - first >= settings.proof_days


def _decided(decision: Decision | None) -> Word | None:
    if decision is None:
        return None
    return Word.SHOWN if decision.mastered else Word.NOT_YET


def conflict_in(kept: GoalState, settings: Settings = SHIPPED) -> Conflict | None:
    """The two kinds of evidence that differ most, when that is more than chance."""
    heard = [(kind, kept.heard[kind]) for kind in HEARD_APART if _speaks(kept.heard.get(kind))]
    pairs = [_difference(one, other) for at, one in enumerate(heard) for other in heard[at + 1 :]]
    most = max(pairs, key=lambda pair: pair.difference, default=None)
    return most if most and most.difference > settings.conflict else None


def _speaks(heard: Heard | None) -> bool:
    return heard is not None and heard.precision > 0


def _difference(one: tuple[Kind, Heard], other: tuple[Kind, Heard]) -> Conflict:
    (kind, here), (other_kind, there) = one, other
    gap = here.weighted / here.precision - there.weighted / there.precision
    joint = sqrt(1 / here.precision + 1 / there.precision)
    higher, lower = (kind, other_kind) if gap > 0 else (other_kind, kind)
    return Conflict(higher, lower, abs(gap) / joint)


def _change(
    word: Word,
    found: Estimate,
    kept: GoalState | None,
    conflict: Conflict | None,
    now: float,
    settings: Settings,
) -> Change:
    if kept and kept.decision:
        return Change.DECIDED
    if conflict:
        return Change.TALK
    if kept is None or word is Word.NOT_ENOUGH:
        return Change.MORE
    if mastery(found, settings) > settings.bar:
        return Change.AGAIN if word is Word.SHOWN else Change.LATER
    return Change.AGAIN if now - kept.at > AGAIN_AFTER else Change.HARDER


AGAIN_AFTER = 56.0  # days without evidence after which a short check says most
