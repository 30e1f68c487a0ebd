"""The files of `stapsteen timetable`: read by what their name ends in, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.plan import Organisation
from stapsteen.planner.timetable.archive import Archive, packed, read
from stapsteen.planner.timetable.instance import Instance

Reader = Callable[[Path, Organisation | None], Archive]


def _archive(path: Path, _organisation: Organisation | None) -> Archive:
    return read(path.read_bytes())


def _school_week(path: Path, organisation: Organisation | None) -> Archive:
    from stapsteen.planner.organisation.compiling import compile_draft
    from stapsteen.planner.organisation.planning import COMPILERS
    from stapsteen.planner.organisation.week_file import load_week

    if organisation is None:
        raise Refused(
            "Een schoolweek kan op vijf manieren gepland worden.",
            "Zeg welke, met --organisation: bijvoorbeeld --organisation year-class.",
        )
    return Archive((compile_draft(COMPILERS[organisation](load_week(path))),))


READERS: dict[str, Reader] = {
    ".xml": _archive,
    ".gz": _archive,
    ".toml": _school_week,
    ".json": _school_week,
}


def load(path: Path, organisation: Organisation | None = None) -> Archive:
    """The instances and solutions in a file. A name that ends otherwise is read as an archive."""
    if not path.is_file():
        raise Refused(f"Er is geen bestand {path}.", "Kijk of de naam klopt.")
    try:
        return READERS.get(path.suffix.lower(), _archive)(path, organisation)
    except OSError as error:
        raise Refused(f"{path} kan niet gelezen worden ({error.strerror}).") from error


def chosen(archive: Archive, name: str | None) -> Instance:
    """The instance that was asked for; without a name the only one."""
    names = [one.id for one in archive.instances]
    if name is None and len(names) > 1:
        raise Refused(
            "Er staan verschillende instanties in dit bestand.",
            f"Zeg welke, met --instance: {', '.join(names)}.",
        )
    if name is not None and name not in names:
        raise Refused(
            f"Er is geen instantie {name} in dit bestand.", f"Er is wel: {', '.join(names)}."
        )
    return archive.instance(name)


@dataclass
class Sheet:
    """What is going to stand in a file."""

    content: bytes = b""


@contextmanager
def written(path: Path) -> Iterator[Sheet]:
    """A file that is there when the block ends well, and untouched when it does not.

    That it can be written is found out at the start, before anybody has waited for what goes in.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    sheet = Sheet()
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "het is een map")
        beside.touch(exist_ok=False)
    except OSError as error:
        raise Refused(f"{path} kan niet geschreven worden ({error.strerror}).") from error
    try:
        yield sheet
        beside.write_bytes(packed(sheet.content) if path.suffix == ".gz" else sheet.content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
