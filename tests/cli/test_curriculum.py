"""The command `curriculum check`, as a script calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stapsteen.cli import main


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
