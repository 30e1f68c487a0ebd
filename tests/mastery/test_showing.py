"""What is said of a goal, and what is not."""

from __future__ import annotations

from stapsteen.mastery.bank import Bank
from stapsteen.mastery.evidence import Kind, Seen
from stapsteen.mastery.showing import Change, Shown, Word, show
from stapsteen.mastery.tracker import replay

BANK = Bank(goals={"add": (0.0, 0.05)})


def shown(*evidence: Seen, now: float = 10, report: bool = False) -> Shown:
    return show(replay(evidence, BANK), "sums", "add", now, BANK, report=report)


def answers(right: bool, count: int, at: float = 0) -> list[Seen]:
    return [
        Seen(at + number / 100, "sums", "add", Kind.ANSWER, float(right)) for number in range(count)
    ]


def test_nothing_seen_is_not_enough_and_needs_more() -> None:
    said = shown()
    assert (said.word, said.change, said.pieces) == (Word.NOT_ENOUGH, Change.MORE, {})


def test_all_right_on_one_day_is_not_shown_yet() -> None:
    said = shown(*answers(True, 15))
    assert said.probability > 0.8
    assert (said.word, said.change) == (Word.ON_THE_WAY, Change.LATER)


def test_the_same_a_week_later_is_shown() -> None:
    assert shown(*answers(True, 15), *answers(True, 1, at=7)).word is Word.SHOWN


def test_the_same_six_days_later_is_not() -> None:
    assert shown(*answers(True, 15), *answers(True, 1, at=6.9)).word is Word.ON_THE_WAY


def test_all_wrong_is_not_yet() -> None:
    assert shown(*answers(False, 10)).word is Word.NOT_YET


def test_what_a_pupil_says_alone_is_not_enough() -> None:
    said = shown(Seen(0, "sums", "add", Kind.SELF, 3))
    assert (said.word, said.pieces) == (Word.NOT_ENOUGH, {Kind.SELF: 1})


def test_a_decision_overrules_and_is_told() -> None:
    said = shown(*answers(False, 10), Seen(5, "sums", "add", Kind.DECISION, 1, source="Noor"))
    assert (said.word, said.estimated, said.change) == (Word.SHOWN, Word.NOT_YET, Change.DECIDED)
    assert said.decision is not None
    assert said.decision.source == "Noor"


def test_sources_that_disagree_are_named() -> None:
    high = [Seen(1, "sums", "add", Kind.SELF, 3) for _ in range(6)]
    said = shown(*answers(False, 15), *high)
    assert said.conflict is not None
    assert (said.conflict.higher, said.conflict.lower) == (Kind.SELF, Kind.ANSWER)
    assert said.change is Change.TALK


def test_sources_that_agree_are_no_conflict() -> None:
    low = [Seen(1, "sums", "add", Kind.SELF, 0) for _ in range(6)]
    assert shown(*answers(False, 15), *low).conflict is None


def test_the_next_ten_hold_the_expected_count() -> None:
    ten = shown(*answers(True, 15)).next_ten
    assert 0 <= ten.low <= ten.expected <= ten.high <= 10
