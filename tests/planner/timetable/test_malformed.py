"""Archives with mistakes, hundreds of them: each is read, or refused in one sentence."""

from __future__ import annotations

import gzip
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.planner.timetable.archives import archive

from stapsteen.planner.timetable.archive import Archive, Malformed, read, write
from stapsteen.planner.timetable.evaluate import evaluate

WHOLE = archive()
SENTENCE = re.compile(
    r"(Regel [1-9][0-9]*, <[A-Za-z][\w.-]*>|Dit bestand kan niet gelezen worden): .+\."
)
NASTY = ("", " ", "-1", "0", "NaN", "1e3", "3.5", "٣", "9" * 6000, "99999", "anne", "di3", "alles",
         "samen", "Sum", "é\u2028", "juf", "x" * 3000)  # fmt: skip
TAGS = ("Duration", "Time", "Resource", "Event", "Role", "Ding", "TimeGroup", "Constraints")


def outcome_of(content: bytes) -> Archive | None:
    """What is read; what can be read can also be evaluated and written. None when it is refused."""
    try:
        found = read(content)
    except Malformed as refused:
        [sentence] = refused.sentences
        assert SENTENCE.fullmatch(sentence), sentence
        assert len(sentence) < 400
        return None
    for one in found.submissions:
        evaluate(found.instance(one.instance), one.solution)
    assert read(write(found)).submissions == found.submissions
    return found


@st.composite
def with_mistakes(draw: st.DrawFn) -> bytes:
    """The archive with one to three elements dropped, doubled, renamed, moved or filled with nonsense."""
    root = etree.fromstring(WHOLE)
    for _mistake in range(draw(st.integers(1, 3))):
        every = list(root.iter())[1:]
        if not every:
            break
        one = every[draw(st.integers(0, len(every) - 1))]
        other = every[draw(st.integers(0, len(every) - 1))]
        _spoil(draw, one, other)
    return etree.tostring(root)


def _spoil(draw: st.DrawFn, one: etree._Element, other: etree._Element) -> None:
    above = one.getparent()
    assert above is not None
    what = draw(st.sampled_from(("drop", "double", "rename", "move", "text", "attribute", "bare")))
    if what == "drop":
        above.remove(one)
    elif what == "double":
        above.append(etree.fromstring(etree.tostring(one, with_tail=False)))
    elif what == "rename":
        one.tag = draw(st.sampled_from(TAGS))
    elif what == "move":
        other.append(etree.fromstring(etree.tostring(one, with_tail=False)))
    elif what == "text":
        one.text = draw(st.sampled_from(NASTY))
    elif what == "attribute":
        for name in one.attrib:
            one.set(name, draw(st.sampled_from(NASTY)))
    else:
        one.attrib.clear()


@given(with_mistakes())
@settings(max_examples=250, deadline=None)
def test_an_archive_with_mistakes_is_read_or_refused_in_one_sentence(content: bytes) -> None:
    outcome_of(content)


@given(st.integers(0, len(WHOLE)), st.integers(0, 9), st.binary(max_size=6), st.booleans())
@settings(max_examples=250, deadline=None)
def test_bytes_that_were_lost_or_changed_are_refused_in_one_sentence(
    place: int, lost: int, put: bytes, packed: bool
) -> None:
    content = gzip.compress(WHOLE, 1, mtime=0) if packed else WHOLE
    outcome_of(content[:place] + put + content[place + lost :])


@given(st.integers(0, len(gzip.compress(WHOLE, mtime=0)) - 1))
@example(0)
def test_a_gzipped_file_that_was_cut_off_is_refused(length: int) -> None:
    assert outcome_of(gzip.compress(WHOLE, mtime=0)[:length]) is None


def test_gzip_in_several_pieces_is_read_as_one() -> None:
    assert read(gzip.compress(WHOLE[:900]) + gzip.compress(WHOLE[900:])) == read(WHOLE)


BOMB = (
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


@pytest.mark.parametrize(
    "content",
    [
        BOMB + b"<HighSchoolTimetableArchive>&j;</HighSchoolTimetableArchive>",
        BOMB + b'<HighSchoolTimetableArchive Id="&j;"/>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><HighSchoolTimetableArchive/>',
        WHOLE.replace(b"UTF-8", b"UTF-16"),
        WHOLE.replace(b"UTF-8", b"UTF-99"),
        WHOLE.replace(b"Dorpsschool", "Dorpsschöol".encode("latin-1")),
        WHOLE.decode().encode("utf-16")[:-1],
        b"<a>" * 100_000,
        b"PK\x03\x04" + WHOLE,
        b"\x00" * 100,
        b"{}",
        b"",
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_archive_at_all_is_refused(content: bytes) -> None:
    assert outcome_of(content) is None


def test_a_file_in_another_encoding_that_says_so_is_read() -> None:
    text = WHOLE.decode().replace("Dorpsschool", "Dorpsschöol").replace("UTF-8", "ISO-8859-1")
    assert read(text.encode("latin-1")).instance().name == "Dorpsschöol"


@pytest.mark.parametrize("blank", [0, 70_000])
def test_the_line_is_right_also_far_down(blank: int) -> None:
    text = WHOLE.replace(b"<Instances>", b"<Instances>" + b"\n" * blank)
    broken = text.replace(b'<Time Reference="ma2"/>', b'<Time Reference="wo2"/>')
    line = broken[: broken.index(b'"wo2"')].count(b"\n") + 1
    with pytest.raises(Malformed, match=f"Regel {line}, <Time>: verwijst naar 'wo2'"):
        read(broken)
