"""Archives: what is read is what is written, and whatever is wrong is pointed at."""

from __future__ import annotations

import gzip

import pytest
from tests.planner.timetable.archives import KINDS, archive, constraint

from stapsteen.planner.timetable.archive import Malformed, read, write
from stapsteen.planner.timetable.evaluate import evaluate


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_and_costs_what_it_does_by_hand(kind: str) -> None:
    found = read(archive(constraint(kind, weight=3)))
    cost = evaluate(found.instance(), found.submissions[0].solution).cost
    assert cost == (3 * KINDS[kind][2], 0)


def test_what_is_written_reads_back_the_same() -> None:
    found = read(archive())
    assert read(write(found)) == found


def test_a_gzipped_archive_is_read_as_it_is() -> None:
    assert read(gzip.compress(archive())) == read(archive())


def test_costs_are_written_with_the_solution() -> None:
    written = write(read(archive(constraint("AvoidClashes")))).decode()
    assert "<InfeasibilityValue>1</InfeasibilityValue>" in written


@pytest.mark.parametrize(
    ("good", "bad", "element"),
    [
        ("<Duration>3</Duration>", "<Duration>drie</Duration>", "<Duration>drie"),
        ("<Duration>3</Duration>", "", '<Event Id="rekenen3">'),
        ("<Duration>3</Duration>", "<Duration>7</Duration>", '<Event Id="rekenen3">'),
        ('<Time Reference="di3"/>', '<Time Reference="wo3"/>', '<Time Reference="wo3"/>'),
        ('<Resource Id="bob">', '<Resource Id="anne">', '<Resource Id="anne"><Name>Bob'),
        ('<Event Reference="gym4">', '<Event Reference="gym5">', '<Event Reference="gym5">'),
        ('<Resource Reference="bob"><Role>', '<Resource Reference="g3"><Role>', '<Resource Reference="g3"><Role>'),
        ("<Role>juf</Role></Resource>", "<Role>x</Role></Resource>", '<Resource Reference="anne"><Role>x'),
        ('<Time Reference="ma1"/>', '<Time Reference="di3"/>', '<Event Reference="rekenen3"><Duration>2'),
        ("<Role>juf</Role><ResourceType", "<ResourceType", '<Resource><ResourceType'),
        ("<Duration>2</Duration><Time", "<Duration>3</Duration><Time", '<Event Reference="rekenen3"><Duration>1'),
    ],
)  # fmt: skip
def test_a_malformed_archive_is_answered_with_line_and_element(
    good: str, bad: str, element: str
) -> None:
    text = archive("").decode()
    assert good in text
    broken = text.replace(good, bad, 1)
    line = broken[: broken.index(element)].count("\n") + 1
    with pytest.raises(Malformed) as caught:
        read(broken.encode())
    assert caught.value.sentences[0].startswith(
        f"Regel {line}, {element.split('>', maxsplit=1)[0].split(maxsplit=1)[0]}>: "
    )


@pytest.mark.parametrize(
    ("good", "bad", "says"),
    [
        ("<Weight>1", "<Weight>-1", "heel getal"),
        ("<Required>true", "<Required>ja", "niet een van"),
        ("Linear", "Lineair", "niet een van"),
        ("Linear", "SumSquares", "kostenfunctie van voor 2014"),
        ("<Weight>1", "<Weight>NaN", "heel getal te staan, niet 'NaN'"),
        ("<Weight>1", "<Weight>1" + "0" * 5000, "is te groot"),
        ("<AppliesTo>", "<Applies>", "Regel [0-9]+, <AppliesTo>: hier houdt het op goed XML"),
        ("AvoidClashesConstraint", "AvoidNoiseConstraint", "bestaat niet"),
        ("Reference='anne'", "Reference='carla'", "verwijst naar 'carla'"),
    ],
)
def test_a_malformed_constraint_is_answered_with_a_sentence(good: str, bad: str, says: str) -> None:
    text = archive(constraint("AvoidClashes")).decode()
    with pytest.raises(Malformed, match=says):
        read(text.replace(good, bad).encode())


def test_a_cut_off_bomb_or_other_file_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "b">]><HighSchoolTimetableArchive/>'
    for content in (
        archive()[:900],
        bomb,
        b"<a/>",
        b"",
        b"\x1f\x8b\x00",
        gzip.compress(b"<a>", mtime=0)[:9],
    ):
        with pytest.raises(Malformed):
            read(content)
