"""Compiles the kernel, once for each version of it, with the C compiler of the machine."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "kernel"
COMPILERS = ("cc", "gcc", "clang")
WORDS = ("-std=c11", "-O3", "-shared", "-fPIC", "-lm")
WITHOUT = "STAPSTEEN_WITHOUT_KERNEL"  # set in the environment: do as if there were no compiler


def is_available() -> bool:
    """Whether this machine can make the fast moves."""
    return kernel() is not None


@cache
def kernel() -> ctypes.CDLL | None:
    """The compiled kernel; None where it cannot be compiled. Takes about two seconds the first time."""
    if os.environ.get(WITHOUT):
        return None
    compiler = next(filter(None, map(shutil.which, COMPILERS)), None)
    library = _place()
    if not library.exists() and (compiler is None or not _compile(compiler, library)):
        return None
    try:
        return ctypes.CDLL(str(library)) if _is_ours(library.parent) else None
    except OSError:  # a disk from which nothing may run, or a library of another machine
        return None


def _is_ours(folder: Path) -> bool:
    """Whether nobody else can have put a library here."""
    state = folder.stat()
    return state.st_uid == os.geteuid() and not state.st_mode & 0o022


def _place() -> Path:
    """Where the library of this version for this kind of machine stands: a folder of this user."""
    sources = b"".join(file.read_bytes() for file in sorted(FOLDER.iterdir()))
    version = hashlib.sha256(sources + platform.machine().encode()).hexdigest()[:16]
    return _cache() / "stapsteen" / f"kernel-{version}.so"


def _cache() -> Path:
    """The usual folder for what can be made again; a service without a home keeps it with its data."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given)
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is none
    if os.access(home, os.W_OK):
        return home / ".cache"
    return Path(os.environ.get("STAPSTEEN_DATA") or tempfile.gettempdir())


def _compile(compiler: str, library: Path) -> bool:
    """Make the library; another process that does the same at the same time does no harm."""
    try:
        library.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=library.parent) as folder:
            fresh = Path(folder, library.name)
            command = [compiler, str(FOLDER / "kernel.c"), "-o", str(fresh), *WORDS]
            done = subprocess.run(command, capture_output=True, check=False)
            if done.returncode == 0:
                fresh.replace(library)
            return done.returncode == 0
    except OSError:
        return False
