"""`stapsteen allocate`: the seats of a round in a file, told and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stapsteen.cli import main
from stapsteen.planner.allocation.round_file import schema

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
EXAMPLE = str(REFERENCE / "example-round.json")


def test_the_example_of_the_reference_is_dealt_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["allocate", EXAMPLE]) == 0
    told = capsys.readouterr().out
    assert "leerling-2: stopmotion  (100)" in told
    assert "no dealing is better for who comes off worst, nor for the next" in told


def test_as_json_every_pupil_has_seats_a_level_and_a_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["allocate", EXAMPLE, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["optimal"]
    assert answer["gap"] == 0
    assert answer["levels"] == sorted(answer["levels"])
    assert answer["seats"]["leerling-3"] == ["breuken"]
    reason = answer["reasons"]["leerling-1"]
    assert reason["missed"][0] == {"workshop": "stopmotion", "why": "full", "instead": ""}
    assert set(answer["reasons"]) == set(answer["seats"]) == set(answer["standings"])


def test_it_says_what_another_seat_would_take(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["allocate", EXAMPLE, "--what-if", "leerling-1", "stopmotion"]) == 0
    told = capsys.readouterr().out
    assert "leerling-2 would stand at" in told
    assert "one seat more in that session would be enough" in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "regel 1: dit is geen JSON"),
        (b"\xff", "geen UTF-8"),
        (b"[" * 100_000, "te diep genest"),
        (b'{"rounds": ["r"], "sessions": []}', "pupils: Field required"),
        (b'{"rounds": [], "sessions": [], "pupils": []}', "geen ronde"),
        (
            b'{"rounds": ["r"], "sessions": [], "pupils": [{"id": "a", "wishes": ["x"]}]}',
            "is er niet",
        ),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    file = tmp_path / "round.json"
    file.write_bytes(content)
    assert main(["allocate", str(file)]) == 2
    assert said in capsys.readouterr().err


def test_who_is_not_in_the_round_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["allocate", EXAMPLE, "--what-if", "niemand", "koor"]) == 2
    assert "staat niet in de ronde" in capsys.readouterr().err


def test_the_schema_in_the_reference_is_that_of_the_code() -> None:
    written = json.loads((REFERENCE / "round-file.schema.json").read_text(encoding="utf-8"))
    assert written == schema()
