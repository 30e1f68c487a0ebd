"""The app as it is started at a school: over HTTPS, on a port of its own, and stopped again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from tests.cli.installation import Installation, stop
from tests.house.repository import ROOT
from tests.postgres import free_port

pytestmark = pytest.mark.slow
RECIPE = ROOT / "docs" / "how-to" / "https-on-a-school-server.md"
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def begin(*words: object) -> subprocess.Popen[str]:
        started.append(Installation(tmp_path / "data").start(*words))
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            stop(process)


def first_page(address: str, trusted: ssl.SSLContext | None = None) -> tuple[int, str]:
    """The first answer, waited for."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=20, context=trusted) as answer:
                return answer.status, answer.read().decode()
        except (URLError, ConnectionError):
            assert time.monotonic() < deadline, "the app did not start"
            time.sleep(0.2)


def made_by_the_recipe(folder: Path) -> tuple[Path, Path, Path]:
    """Authority, certificate and key, by the very lines of the page on HTTPS."""
    text = (
        RECIPE.read_text(encoding="utf-8")
        .replace("\\\n", " ")
        .replace("stapsteen.school", "localhost")
    )
    lines = [
        line.strip() for line in text.splitlines() if line.startswith(("    openssl", "    printf"))
    ]
    assert len(lines) == 4
    for line in lines:
        subprocess.run(["bash", "-c", line], cwd=folder, check=True, capture_output=True)
    return folder / "own-ca.crt", folder / "school.crt", folder / "school.key"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
def test_the_app_answers_over_https(start: Start, tmp_path: Path) -> None:
    authority, certificate, key = made_by_the_recipe(tmp_path)
    port = free_port()
    start("serve", "--port", port, "--certificate", certificate, "--key", key)
    trusted = ssl.create_default_context(cafile=str(authority))
    status, page = first_page(f"https://localhost:{port}/", trusted)
    assert (status, "Stapsteen" in page) == (200, True)


def test_ctrl_c_ends_the_app_and_its_worker(start: Start) -> None:
    port = free_port()
    process = start("serve", "--port", port)
    assert first_page(f"http://localhost:{port}/")[0] == 200
    family = children_of(process.pid)
    printed, _told = stop(process)
    assert f"http://localhost:{port}/" in printed
    assert process.returncode == 0
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []


def test_a_worker_that_was_killed_is_followed_by_another(start: Start) -> None:
    port = free_port()
    process = start("serve", "--port", port)
    assert first_page(f"http://localhost:{port}/")[0] == 200
    first = worker_of(process.pid)
    os.kill(first, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while worker_of(process.pid) in {0, first}:
        assert time.monotonic() < deadline, "nobody took over"
        time.sleep(0.1)


def worker_of(pid: int) -> int:
    """The worker among the children of the app; 0 when there is none at the moment."""
    for child in children_of(pid):
        if b"stapsteen.jobs.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
            return child
    return 0


def children_of(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def test_a_port_that_is_taken_is_refused(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = Installation(tmp_path / "data").run("serve", "--port", port)
    assert done.returncode == 2
    assert f"Poort {port} is al in gebruik." in done.stderr


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    done = Installation(tmp_path / "data").run("serve", "--certificate", tmp_path / "school.crt")
    assert (done.returncode, "sleutel" in done.stderr) == (2, True)
