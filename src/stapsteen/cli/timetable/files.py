"""The files of `stapsteen timetable`: read by what their name ends in, written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.plan import Organisation
from stapsteen.planner.timetable.archive import Archive, packed, read
from stapsteen.planner.timetable.instance import Instance
from stapsteen.planner.timetable.solution import Solution


@dataclass(frozen=True)
class Loaded:
    """A file that was read: what is in it, what of it is not, and how a plan goes back into it."""

    archive: Archive
    left_out: tuple[str, ...] = ()
    back: Callable[[Solution], bytes] | None = None


Reader = Callable[[Path, Organisation | None], Loaded]


def _archive(path: Path, _organisation: Organisation | None) -> Loaded:
    return Loaded(read(path.read_bytes()))


def _fet(path: Path, _organisation: Organisation | None) -> Loaded:
    from stapsteen.planner.timetable import fet

    content = path.read_bytes()
    asked = fet.read(content)
    return Loaded(
        Archive((asked.instance,)),
        tuple(map(str, asked.left_out)),
        lambda solution: fet.write_plan(content, asked, solution),
    )


def _school_week(path: Path, organisation: Organisation | None) -> Loaded:
    from stapsteen.planner.organisation.compiling import compile_draft
    from stapsteen.planner.organisation.planning import COMPILERS
    from stapsteen.planner.organisation.week_file import load_week

    if organisation is None:
        raise Refused(
            "Een schoolweek kan op vijf manieren gepland worden.",
            "Zeg welke, met --organisation: bijvoorbeeld --organisation year-class.",
        )
    return Loaded(Archive((compile_draft(COMPILERS[organisation](load_week(path))),)))


READERS: dict[str, Reader] = {
    ".xml": _archive,
    ".gz": _archive,
    ".toml": _school_week,
    ".json": _school_week,
    ".fet": _fet,
}


def load(path: Path, organisation: Organisation | None = None) -> Loaded:
    """The instances and solutions in a file. A name that ends otherwise is read as an archive."""
    if not path.is_file():
        raise Refused(f"Er is geen bestand {path}.", "Kijk of de naam klopt.")
    try:
        return READERS.get(path.suffix.lower(), _archive)(path, organisation)
    except OSError as error:
        raise Refused(f"{path} kan niet gelezen worden ({error.strerror}).") from error


def tell_left_out(loaded: Loaded) -> None:
    """Say on standard error what of a file is not in the instance."""
    for what in loaded.left_out:
        print(f"Niet overgenomen: {what}", file=sys.stderr)


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
