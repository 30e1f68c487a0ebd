"""The command `curriculum`, as a script calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cast import make_school

from stapsteen.cli import main
from stapsteen.curriculum.models import Goal


def goals(*needs: tuple[str, str]) -> str:
    keys = sorted({key for pair in needs for key in pair})
    return "\n".join(
        f'[[goal]]\nkey = "{key}"\nnl = "Kan {key}"\nstep = 1\n'
        f"needs = {json.dumps([needed for goal, needed in needs if goal == key])}"
        for key in keys
    )


def test_it_tells_goals_links_cycles_and_doubles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "doelen.toml"
    file.write_text(goals(("a.1", "a.2"), ("a.2", "a.1"), ("a.3", "a.1")), encoding="utf-8")
    assert main(["curriculum", "check", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["goals"], found["links"]) == ("starter", 3, 3)
    assert found["cycles"] == [["a.1", "a.2"]]
    assert found["duplicates"] == found["missing"] == []
    assert len(found["sentences"]) == 1


def test_without_json_it_says_so_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "doelen.toml"
    file.write_text(goals(("a.3", "a.1")), encoding="utf-8")
    assert main(["curriculum", "check", str(file)]) == 0
    told = capsys.readouterr().out
    assert "doelen: 2, verbanden: 1" in told
    assert "geen kringen" in told


def test_what_is_not_there_or_is_something_else_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["curriculum", "check", str(tmp_path / "weg.json"), "--json"]) == 2
    assert "refused" in json.loads(capsys.readouterr().out)
    other = tmp_path / "x.json"
    other.write_text('{"a": 1}', encoding="utf-8")
    assert main(["curriculum", "check", str(other), "--json"]) == 2
    assert "geen doelen" in json.loads(capsys.readouterr().out)["refused"][0]


@pytest.mark.slow
def test_a_tangle_of_a_hundred_thousand_goals_is_looked_through(tmp_path: Path) -> None:
    many = 100_000
    items = [{"identifier": str(n), "fullStatement": f"Doel {n}"} for n in range(many)]
    links = [
        {
            "associationType": "precedes",
            "originNodeURI": {"identifier": str(n)},
            "destinationNodeURI": {"identifier": str((n + 1) % many)},
        }
        for n in range(many)
    ]
    file = tmp_path / "kring.json"
    package = {"CFDocument": {"title": "Kring"}, "CFItems": items, "CFAssociations": links}
    file.write_text(json.dumps(package), encoding="utf-8")
    assert main(["curriculum", "check", str(file)]) == 0


@pytest.mark.django_db
def test_a_file_is_looked_at_brought_in_and_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_school()
    file = tmp_path / "doelen.toml"
    file.write_text(goals(("a.3", "a.1")), encoding="utf-8")
    command = ["curriculum", "import", str(file), "--json"]
    assert main([*command, "--preview"]) == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["goals"]["new"], seen["import"], Goal.objects.count()) == (2, None, 0)
    assert main(command) == 0
    done = json.loads(capsys.readouterr().out)
    assert {**seen, "import": done["import"]} == done
    assert Goal.objects.filter(retired_on=None).count() == 2
    assert main(["curriculum", "import", "--undo", str(done["import"]), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"undone": done["import"], "changed_since": 0}
    assert Goal.objects.filter(retired_on=None).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Je noemde geen bestand."),
        (["weg.json"], "Er is geen bestand weg.json."),
        (["--undo", "77"], "Er is geen import met nummer 77."),
        (["weg.json", "--subject", "Math"], "Een vak schrijf je als NAAM=SLEUTEL."),
    ],
)
def test_an_import_that_cannot_be_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["curriculum", "import", "--json", *words]) == 2
    assert json.loads(capsys.readouterr().out)["refused"][0] == said
