"""What a file of results may look like, and what of it is left out and told."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.utils import timezone

from stapsteen.exchange.results import csv_file, normed, plain, xapi
from stapsteen.exchange.results.result import Dirt, Reason
from stapsteen.kit.refused import Refused

HEAD = "leerling;doel;goed;moment"


def only(text: str):
    (result,), dirt = csv_file.read(text.encode())
    assert dirt == []
    return result


def test_an_answer_is_read_with_all_that_is_known_of_it():
    found = only(
        "leerling;doel;goed;taak;opties;poging;moment;sleutel\n"
        "dina1;rek.tel|rek.splits;ja;opgave 7;4;1;2026-03-02T10:15:00+01:00;k1\n"
    )
    assert (found.pupil, found.goals, found.value) == ("dina1", ("rek.tel", "rek.splits"), 1.0)
    assert (found.item, found.options, found.out_of, found.key) == ("opgave 7", 4, None, "k1")
    assert found.at == datetime.fromisoformat("2026-03-02T10:15:00+01:00")


@pytest.mark.parametrize("head", [HEAD, "Pupil,Goal,Right,At", "leerling\tdoel\tgoed\tmoment"])
def test_dutch_and_english_names_and_three_separators_are_read(head: str):
    mark = next(one for one in ";,\t" if one in head)
    assert only(f"{head}\n{mark.join(('a', 'g', '0', '2-3-2026 10:15'))}\n").value == 0.0


def test_a_share_right_is_the_number_right_of_so_many():
    found = only("leerling;doel;score;van;datum\na;g;7,5;10;02-03-2026\n")
    assert (found.value, found.out_of, timezone.localtime(found.at).hour) == (0.75, 10, 12)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (";g;1;2026-01-02", Reason.NO_PUPIL),
        ("a;;1;2026-01-02", Reason.NO_GOAL),
        ("a;g;;2026-01-02", Reason.NO_VALUE),
        ("a;g;misschien;2026-01-02", Reason.BAD_VALUE),
        ("a;g;1;gisteren", Reason.BAD_TIME),
        ("a;g;1;31-02-2026", Reason.BAD_TIME),
        ("a;g;1;1026-01-02", Reason.BAD_TIME),
        ("a;g;1;2999-01-02", Reason.FUTURE),
    ],
)
def test_a_row_that_cannot_be_a_result_is_left_out_with_its_line_and_reason(row, reason):
    results, dirt = csv_file.read(f"{HEAD}\na;g;1;2026-01-02\n\n{row}\n".encode())
    assert (len(results), [(one.line, one.reason) for one in dirt]) == (1, [(4, reason)])


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("2-3-2026", 12), ("02/03/2026", 12), ("2-3-26", 12), ("2026-03-02", 12),
        ("2/3/2026 9:05", 9), ("02-03-26  09:05:30", 9), ("2026-03-02 09:05", 9),
    ],
)  # fmt: skip
def test_a_moment_is_read_as_people_write_it(written: str, hour: int):
    at = timezone.localtime(only(f"{HEAD}\na;g;1;{written}\n").at)
    assert (at.day, at.month, at.year, at.hour) == (2, 3, 2026, hour)


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_spreadsheet_may_save_its_letters_in_four_ways(code: str):
    text = "leerling\tdoel\tgoed\tmoment\nZoë\tg\tja\t2-3-2026\n"
    mark = "\ufeff" if code == "utf-16-le" else ""
    (found,), _none = csv_file.read((mark + text).encode(code))
    assert found.pupil == "Zoë"


def test_what_a_spreadsheet_puts_around_a_file_is_passed_over():
    found = only("\nsep=,\nleerling,doel,goed,datum,tijd,,\na,g,ja,2-3-2026,9:05,,\n")
    assert (found.line, timezone.localtime(found.at).hour) == (4, 9)


@pytest.mark.parametrize("row", ["a,g,7,5,10,2-3-2026", "a;g;7;10;2-3-2026", "a"])
def test_a_row_with_other_columns_than_the_first_line_is_not_guessed_at(row: str):
    none, dirt = csv_file.read(f"leerling,doel,score,van,datum\n{row}\n".encode())
    assert (none, dirt) == ([], [Dirt(2, Reason.COLUMNS)])


def test_a_quote_that_is_not_closed_does_not_swallow_the_rest():
    with pytest.raises(Refused):
        csv_file.read(f'{HEAD};taak\na;g;1;2-3-2026;"een\nb;g;1;2-3-2026;twee\n'.encode())


def test_what_stood_on_the_first_line_is_told_when_columns_are_missing():
    with pytest.raises(Refused) as refused:
        csv_file.read(b"naam|goed\nDina|ja\n")
    assert refused.value.message == "In dit bestand mist een kolom: leerling, doel, moment."
    assert refused.value.advice.endswith("Nu staat daar: naam|goed")


def test_two_columns_that_mean_the_same_are_refused_by_name():
    with pytest.raises(Refused, match="leerling, leerlingnummer"):
        csv_file.read(b"leerling;leerlingnummer;doel;goed;moment\nDina;1;g;1;2-3-2026\n")


@pytest.mark.parametrize("row", ["231;220;0;1", "231;220;15;-1", "2315;220;15;6"])
def test_a_normed_test_of_which_the_numbers_are_not_of_one_scale_is_left_out(row: str):
    head = "leerling;vak;toets;datum;score;gemiddelde;spreiding;standaardfout"
    _none, dirt = normed.read(f"{head}\na;Rekenen;M5;20-01-2026;{row}\n".encode())
    assert [one.reason for one in dirt] == [Reason.BAD_VALUE]


@pytest.mark.parametrize("score", ["-1", "11", "nan", "inf", "1e3", "1" * 400, "tien"])
def test_a_score_that_cannot_be_is_left_out(score: str):
    _none, dirt = csv_file.read(
        f"leerling;doel;score;van;datum\na;g;{score};10;2026-01-02\n".encode()
    )
    assert dirt == [Dirt(2, Reason.BAD_VALUE, score)]


@pytest.mark.parametrize("content", [b"", b"naam;klas\nDina;5\n", b"\x00\x01\x02", b"PK\x03\x04"])
def test_what_is_no_such_file_is_refused_in_words(content: bytes):
    with pytest.raises(Refused) as refused:
        csv_file.read(content)
    assert refused.value.advice


def test_a_normed_test_keeps_what_its_publisher_says():
    (test,), dirt = normed.read(
        b"leerling;vak;toets;datum;score;standaardfout;gemiddelde;spreiding;niveau;buitenniveau\n"
        b"a;Rekenen;Rekenen M5;20-01-2026;231,5;6;220;15;II;nee\n"
    )
    assert dirt == []
    assert (test.score, test.error, test.mean, test.spread, test.norm) == (231.5, 6, 220, 15, "II")
    assert not test.off_level


def statement(**more: object) -> dict[str, object]:
    """What learning software sends of an answer."""
    return {
        "id": "fd41c918-b88b-4b20-a0a5-a4c32391aaa0",
        "actor": {"account": {"homePage": "https://oefenapp.example", "name": "dina1"}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": "https://oefenapp.example/opgave/7"},
        "context": {"contextActivities": {"category": [{"id": "g"}, {"id": "elders"}]}},
        "result": {"success": True},
        "timestamp": "2026-03-02T10:15:00Z",
        **more,
    }


def statements(*rows: object):
    known = {"g"}
    return xapi.read(
        json.dumps(list(rows)).encode(), lambda names: [n for n in names if n in known]
    )


def test_a_statement_is_an_answer_of_the_account_on_the_goals_around_it():
    (found,) = statements(statement()).results
    assert (found.pupil, found.goals, found.value, found.out_of) == ("dina1", ("g",), 1.0, None)
    assert (found.item, found.key) == (
        "https://oefenapp.example/opgave/7",
        "fd41c918-b88b-4b20-a0a5-a4c32391aaa0",
    )


def test_a_score_in_a_statement_is_a_share_right():
    (found,) = statements(statement(result={"score": {"raw": 8, "max": 10}})).results
    assert (found.value, found.out_of) == (0.8, 10)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"actor": {"name": "Dina"}}, Reason.NO_PUPIL),
        ({"context": {}}, Reason.UNKNOWN_GOAL),
        ({"result": {}}, Reason.NO_VALUE),
        ({"result": {"score": {"scaled": 7}}}, Reason.BAD_VALUE),
        ({"timestamp": "gisteren"}, Reason.BAD_TIME),
    ],
)
def test_a_statement_that_says_too_little_is_left_out(more, reason):
    (left,) = statements(statement(), statement(**more)).dirt
    assert (left.line, left.reason) == (2, reason)


def test_a_statement_that_voids_another_takes_it_back():
    other = "1d41c918-b88b-4b20-a0a5-a4c32391aaa0"
    for written in (other, other.upper(), f"urn:uuid:{other}", f"{{{other}}}"):
        ref = {"objectType": "StatementRef", "id": written}
        void = statement(id=written, verb={"id": xapi.VOIDED}, object=ref)
        said = statements(void)
        assert (said.ids, said.voided) == ([other], [other])


@pytest.mark.parametrize("number", [10**400, -(10**400), float("inf"), float("nan"), True])
@pytest.mark.parametrize("where", ["raw", "max", "scaled"])
def test_a_score_that_nobody_can_reckon_with_is_left_out(number: object, where: str):
    score = {"raw": 1, "max": 2, where: number} if where != "scaled" else {"scaled": number}
    assert statements(statement(result={"score": score})).results == []


@pytest.mark.parametrize("sign", ["\0", "\ud800"])
def test_what_no_database_can_write_is_left_out(sign: str):
    said = statements(statement(object={"id": f"opgave{sign}"}))
    assert said.dirt == [Dirt(1, Reason.BAD_TEXT)]
    row = {"pupil": "a", "goal": "g", "right": True, "at": "2026-01-02", "item": sign + "x"}
    _none, dirt = plain.read(json.dumps({"results": [row]}).encode())
    assert dirt == [Dirt(1, Reason.BAD_TEXT)]


@pytest.mark.parametrize("row", [None, 7, {}, {"actor": {}}, {**statement(), "id": "geen-uuid"}])
def test_what_is_no_statement_is_refused_as_a_whole(row: object):
    with pytest.raises(Refused):
        statements(statement(), row)
