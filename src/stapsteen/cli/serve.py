"""Start the app for a school, with the worker for long work beside it. Ctrl-C stops both.

The data folder is STAPSTEEN_DATA (default: data), the database DATABASE_URL (default: SQLite in the
data folder).
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from stapsteen.jobs.naming import worker_name
from stapsteen.kit.refused import Refused

READY_WITHIN = 60.0  # seconds


def options(parser: argparse.ArgumentParser) -> None:
    """What can follow `serve`."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--host", default="127.0.0.1", help="0.0.0.0 to be reached from other devices"
    )
    parser.add_argument("--certificate", type=Path, help="a TLS certificate, for HTTPS")
    parser.add_argument("--key", type=Path, help="the key of that certificate")
    parser.add_argument("--prepare-only", action="store_true", help="make ready and do not start")


def run(asked: argparse.Namespace) -> dict[str, Any] | None:
    """Serve until somebody stops it."""
    if bool(asked.certificate) != bool(asked.key):
        raise Refused("Voor HTTPS zijn een certificaat en een sleutel nodig.", "Geef ze allebei.")
    if asked.certificate:
        os.environ["STAPSTEEN_HTTPS"] = "1"
    if asked.prepare_only:
        prepare()
        return {}
    refuse_taken(asked.host, asked.port)
    in_a_process_of_its_own("serve", "--prepare-only")
    start(asked)
    return None


def prepare() -> None:
    """Bring the database, what is believed of pupils and the static files to this version."""
    from stapsteen.cli.database import open_database

    open_database()
    from stapsteen.learning.following.relearning import ask_where_outdated

    ask_where_outdated()
    collect_static()


def in_a_process_of_its_own(*words: str) -> str:
    """Do another word of this command, so that this process stays small; what it printed."""
    command = [sys.executable, "-m", "stapsteen", *words, "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def refuse_taken(host: str, port: int) -> None:
    """Say it when something else already answers at this port."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as taken:
            raise Refused(
                f"Poort {port} is al in gebruik.", f"Kies een andere: --port {port + 1}."
            ) from taken


def collect_static() -> None:
    """Bring style and pictures to where they are served from, when this version has not yet."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / "collected"
    newest = f"{newest_change():.0f}"
    if stamp.exists() and stamp.read_text() == newest:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(newest)


def newest_change() -> float:
    """When a static file of ours was last changed."""
    folder = Path(__file__).resolve().parent.parent / "web" / "static"
    return max(file.stat().st_mtime for file in folder.rglob("*") if file.is_file())


def start(asked: argparse.Namespace, told: str = "") -> None:
    """Run the web server and the worker as processes of this one, until one ends or Ctrl-C."""
    stopping = Stopping()
    name, worker = start_worker()
    server = subprocess.Popen(server_command(asked))
    stopping.watch(server)
    address = address_of(asked)
    wait_until_ready(address, server)
    print(f"Stapsteen: {address}\n{told}Stop met Ctrl-C.", flush=True)
    while server.poll() is None:
        time.sleep(0.3)
        if worker.poll() is not None and not stopping.asked:
            name, worker = start_worker("--instead-of", name)  # its work is adopted at once
    end(worker)
    if server.returncode not in {0, -signal.SIGTERM, -signal.SIGINT} and not stopping.asked:
        raise SystemExit(1)


class Stopping:
    """Passes SIGTERM and Ctrl-C on to the web server."""

    def __init__(self) -> None:
        self.asked = False
        self.server: subprocess.Popen[bytes] | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def watch(self, server: subprocess.Popen[bytes]) -> None:
        """From now on this process is the one to stop."""
        self.server = server
        if self.asked:
            server.terminate()

    def _stop(self, *_signal: object) -> None:
        self.asked = True
        if self.server is not None:
            self.server.terminate()


def start_worker(*words: str) -> tuple[str, subprocess.Popen[bytes]]:
    """A worker and its name. It ends when this process is gone, whose end of a pipe it holds."""
    name = worker_name()
    command = [sys.executable, "-m", "stapsteen.jobs.worker", "--follow-parent", "--name", name]
    return name, subprocess.Popen([*command, *words], stdin=subprocess.PIPE, start_new_session=True)


def server_command(asked: argparse.Namespace) -> list[str]:
    """The command of the web server."""
    tls = ["--ssl-certificate", str(asked.certificate), "--ssl-keyfile", str(asked.key)]
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", asked.host,
        "--port", str(asked.port), "--workers", "1", "--blocking-threads", "16", "--backpressure", "128",
        "--workers-kill-timeout", "3", "--no-ws",
        "--log-level", "error", *(tls if asked.certificate else []),
        "stapsteen.config.wsgi:application",
    ]  # fmt: skip


def address_of(asked: argparse.Namespace) -> str:
    """Where the app can be opened."""
    name = "localhost" if asked.host in {"127.0.0.1", "0.0.0.0"} else asked.host  # noqa: S104
    return f"{'https' if asked.certificate else 'http'}://{name}:{asked.port}/"


def wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    """Come back when the first page can be had."""
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if address.startswith("https"):
                socket.create_connection(
                    ("localhost", int(address.split(":")[2].strip("/"))), 1
                ).close()
            else:
                urlopen(address, timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.05)
        else:
            return


def end(process: subprocess.Popen[bytes]) -> None:
    """Let the worker finish what it is writing, and go."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
