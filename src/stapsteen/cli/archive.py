"""A backup: one zip file with the database, the jobs, the media, and a list of checksums.

A copy is taken from a running system without stopping it. An archive is whole or it is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings

from stapsteen.kit.refused import Refused

MANIFEST = "manifest.json"
DATABASE, DUMP, JOBS, MEDIA = "database.sqlite3", "database.dump", "jobs.sqlite3", "media/"


def write_archive(target: Path) -> dict[str, Any]:
    """Write a backup to a new file; what is in it. Nothing is left behind when it fails."""
    if target.exists():
        raise Refused(f"{target} bestaat al.", "Kies een andere naam.")
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            zipfile.ZipFile(half, "x", zipfile.ZIP_DEFLATED) as file,
        ):
            half.chmod(0o600)
            sums = {name: _add(file, name, path) for name, path in _parts(Path(folder))}
            manifest = {"stapsteen": version("stapsteen"), "made": _now(), "files": sums}
            file.writestr(MANIFEST, json.dumps(manifest, indent=1))
        with half.open("rb") as written:
            os.fsync(written.fileno())
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return {"file": str(target), "bytes": target.stat().st_size, "files": len(sums)}


def read_archive(source: Path) -> dict[str, Any]:
    """Put a backup back, bring it to this version, and ask anew for the work that was unfinished.

    What was there is kept in a backup of its own, whose name is in the answer.
    """
    from stapsteen.cli.database import open_database
    from stapsteen.jobs.actions import start_over

    kept = put_back(source)
    open_database()
    return {"restored": str(source), "kept": str(kept or ""), "jobs": start_over()}


def put_back(source: Path) -> Path | None:
    """Make database, jobs and media what they are in a backup; where the former ones are kept.

    Raises Refused, and changes nothing, when the backup is not whole.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _unpack_whole(source, folder)
        kept = _keep_what_is_there()
        _restore_database(folder)
        _restore_media(folder / MEDIA)
    return kept


def _is_sqlite() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))


def _parts(folder: Path) -> Iterator[tuple[str, Path]]:
    """What goes into a backup: names in the archive, and where their content is now."""
    if _is_sqlite():
        yield DATABASE, _copy_sqlite(Path(settings.DATABASES["default"]["NAME"]), folder / DATABASE)
        jobs = Path(settings.JOBS_DATABASE_URL.removeprefix("sqlite:///"))
        if jobs.exists():
            yield JOBS, _copy_sqlite(jobs, folder / JOBS)
    else:
        yield DUMP, _dump_postgresql(folder / DUMP)
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*")) if media.exists() else ():
        if path.is_file():
            yield MEDIA + path.relative_to(media).as_posix(), path


def _copy_sqlite(source: Path, target: Path) -> Path:
    """A consistent copy of a database that may be in use."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
    return target


def _dump_postgresql(target: Path) -> Path:
    _postgresql("pg_dump", "--format=custom", f"--file={target}")
    return target


def _postgresql(program: str, *words: str) -> None:
    database = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {key: str(database[name]) for key, name in names.items() if database[name]}
    found = shutil.which(program)
    if found is None:
        raise Refused(f"{program} is er niet.", "Installeer de client van PostgreSQL.")
    command = [found, *words, f"--dbname={database['NAME']}"]
    done = subprocess.run(
        command, env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip())


def _add(file: zipfile.ZipFile, name: str, path: Path) -> str:
    file.write(path, name)
    return _checksum(path)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack_whole(source: Path, folder: Path) -> None:
    """Unpack an archive and compare every file with its checksum."""
    advice = "Neem een ander reservebestand. Er is niets veranderd."
    if not source.is_file():
        raise Refused(f"Er is geen bestand {source}.", advice)
    try:
        with zipfile.ZipFile(source) as file:
            manifest = json.loads(file.read(MANIFEST))
            names = set(file.namelist()) - {MANIFEST}
            sums: dict[str, str] = manifest["files"]
            if names != set(sums) or not {DATABASE, DUMP} & names:
                raise Refused(f"In {source.name} ontbreekt een deel.", advice)
            file.extractall(folder, sorted(names))
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as broken:
        raise Refused(f"{source.name} is geen heel reservebestand.", advice) from broken
    for name, expected in sums.items():
        if _checksum(folder / name) != expected:
            raise Refused(f"{name} in {source.name} is beschadigd.", advice)
    if (DATABASE in names) != _is_sqlite():
        raise Refused(f"{source.name} hoort bij een ander soort database.", "Pas DATABASE_URL aan.")


def _keep_what_is_there() -> Path | None:
    """A backup of the present state, before it is replaced; None when there is nothing yet.

    A database file that cannot be read any more is kept as it is: some of it may be saved later.
    """
    database = Path(settings.DATABASES["default"]["NAME"])
    if _is_sqlite() and not database.exists():
        return None
    kept: Path = settings.DATA / f"before-restore-{datetime.now(UTC):%Y-%m-%dT%H%M%S.%f}.zip"
    try:
        write_archive(kept)
    except sqlite3.DatabaseError:
        kept = kept.with_suffix(".sqlite3")
        shutil.copy2(database, kept)
    return kept


def _restore_database(folder: Path) -> None:
    from django.db import connections

    connections.close_all()
    if not _is_sqlite():
        _postgresql(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--single-transaction",
            str(folder / DUMP),
        )
        return
    _replace(folder / DATABASE, Path(settings.DATABASES["default"]["NAME"]))
    jobs = Path(settings.JOBS_DATABASE_URL.removeprefix("sqlite:///"))
    if (folder / JOBS).exists():
        _replace(folder / JOBS, jobs)


def _replace(new: Path, place: Path) -> None:
    """Put a database file in its place; the logs of the old one go with the old one."""
    beside = place.with_name(f".{place.name}.new")
    shutil.copyfile(new, beside)
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    beside.replace(place)


def _restore_media(folder: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    old = media.with_name("media.old")
    shutil.rmtree(old, ignore_errors=True)
    if media.exists():
        media.rename(old)
    if folder.exists():
        shutil.copytree(folder, media)
    shutil.rmtree(old, ignore_errors=True)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
