"""A backup is one file, it is whole or refused, and putting it back loses nothing."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.installation import Installation, installation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Installation]:
    """An installation with one administrator and one picture."""
    with installation(tmp_path) as made:
        done = made.run("admin", "chris@de-wilg.example", "--school", "De Wilg", "--code", "99XX")
        assert done.returncode == 0, done.stderr
        (made.data / "media").mkdir()
        (made.data / "media" / "work.webp").write_bytes(b"a picture")
        yield made


def has(school: Installation, email: str) -> bool:
    """Whether somebody has a log-in: making it a second time is refused."""
    return school.run("admin", email, "--code", "99XX").returncode == 2


def test_a_backup_holds_database_and_media_with_their_checksums(
    school: Installation, tmp_path: Path
) -> None:
    target = tmp_path / "school.zip"
    done = school.run("backup", target, "--json")
    assert (done.returncode, json.loads(done.stdout)["file"]) == (0, str(target))
    with zipfile.ZipFile(target) as file:
        sums = json.loads(file.read("manifest.json"))["files"]
        assert set(sums) | {"manifest.json"} == set(file.namelist())
        assert file.read("media/work.webp") == b"a picture"
    assert target.stat().st_mode & 0o077 == 0  # nobody else reads children's data


def test_what_was_there_comes_back(school: Installation, tmp_path: Path) -> None:
    school.run("backup", tmp_path / "school.zip")
    school.run("admin", "later@de-wilg.example", "--code", "99XX")
    (school.data / "media" / "work.webp").unlink()
    done = school.run("restore", tmp_path / "school.zip", "--json")
    assert done.returncode == 0, done.stderr
    assert (school.data / "media" / "work.webp").read_bytes() == b"a picture"
    assert has(school, "chris@de-wilg.example")
    assert not has(school, "later@de-wilg.example")


def test_what_a_restore_replaced_is_kept(school: Installation, tmp_path: Path) -> None:
    school.run("backup", tmp_path / "school.zip")
    school.run("admin", "later@de-wilg.example", "--code", "99XX")
    kept = json.loads(school.run("restore", tmp_path / "school.zip", "--json").stdout)["kept"]
    assert school.run("restore", kept).returncode == 0
    assert has(school, "later@de-wilg.example")


def test_a_file_that_is_there_is_not_overwritten(school: Installation, tmp_path: Path) -> None:
    target = tmp_path / "school.zip"
    target.write_text("something else")
    done = school.run("backup", target)
    assert (done.returncode, target.read_text()) == (2, "something else")
    assert f"{target} bestaat al." in done.stderr


@pytest.mark.parametrize("harm", ["cut off", "changed", "without a part", "no zip"])
def test_a_damaged_backup_is_refused_and_nothing_changes(
    school: Installation, tmp_path: Path, harm: str
) -> None:
    whole, bad = tmp_path / "whole.zip", tmp_path / "bad.zip"
    school.run("backup", whole)
    HARM[harm](whole, bad)
    done = school.run("restore", bad)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Er is niets veranderd." in done.stderr
    assert has(school, "chris@de-wilg.example")


def cut_off(whole: Path, bad: Path) -> None:
    bad.write_bytes(whole.read_bytes()[:-400])


def changed(whole: Path, bad: Path) -> None:
    _rewritten(whole, bad, {"media/work.webp": b"another picture"})


def without_a_part(whole: Path, bad: Path) -> None:
    _rewritten(whole, bad, {"media/work.webp": None})


def no_zip(whole: Path, bad: Path) -> None:
    shutil.copy(__file__, bad)


def _rewritten(whole: Path, bad: Path, others: dict[str, bytes | None]) -> None:
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            content = others.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)


HARM = {
    "cut off": cut_off,
    "changed": changed,
    "without a part": without_a_part,
    "no zip": no_zip,
}


def test_a_database_that_cannot_be_read_is_replaced_too(
    school: Installation, tmp_path: Path
) -> None:
    if school.database_url:
        pytest.skip("PostgreSQL looks after its own files")
    school.run("backup", tmp_path / "school.zip")
    (school.data / "stapsteen.sqlite3").write_bytes(b"the disk was full" * 100)
    done = school.run("restore", tmp_path / "school.zip", "--json")
    assert done.returncode == 0, done.stderr
    assert Path(json.loads(done.stdout)["kept"]).read_bytes().startswith(b"the disk was full")
    assert has(school, "chris@de-wilg.example")


def test_an_empty_folder_takes_a_backup(school: Installation, tmp_path: Path) -> None:
    school.run("backup", tmp_path / "school.zip")
    if school.database_url:
        pytest.skip("the database is the same one")
    elsewhere = Installation(tmp_path / "elsewhere")
    assert elsewhere.run("restore", tmp_path / "school.zip").returncode == 0
    assert has(elsewhere, "chris@de-wilg.example")


def test_an_upgrade_makes_a_backup_first(school: Installation) -> None:
    done = school.run("upgrade", "--json")
    assert done.returncode == 0, done.stderr
    assert zipfile.is_zipfile(json.loads(done.stdout)["backup"])


def test_data_that_is_whole_is_said_to_be_whole(school: Installation) -> None:
    done = school.run("check-data", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"whole": True})
