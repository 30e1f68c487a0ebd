"""What was moved in the timetable is there, also when the app is killed right after the answer."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from tests.cli.installation import Installation, stop
from tests.cli.test_serve import children_of, first_page
from tests.house.repository import ROOT
from tests.postgres import free_port

pytestmark = pytest.mark.slow
SCHOOL = """
import json
from stapsteen.cli.database import open_database
open_database()
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.week.versions.working import begun, places
everybody, version = begun()
((event, place),) = places(version, "free")
session = SessionStore()
session[SESSION_KEY] = str(everybody.principal.pk)
session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = everybody.principal.get_session_auth_hash()
session.create()
print(json.dumps([session.session_key, version.pk, event, place.time]))
"""


def made(installation: Installation) -> tuple[str, int, str, int]:
    """A school with a working version; a session, the version, a lesson and a free place for it."""
    installation.data.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-c", SCHOOL],
        cwd=ROOT,
        env={
            **installation.environment,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "stapsteen.config.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    session, version, event, time = json.loads(done.stdout)
    return session, version, event, time


class Browser:
    """Reads pages and sends forms as somebody who is logged in."""

    def __init__(self, address: str, session: str) -> None:
        self.address = address
        self.cookies = {"sessionid": session}

    def ask(self, path: str, **form: object) -> str:
        body = urlencode(form).encode() if form else None
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        request = Request(self.address + path, body, {"Cookie": cookies})
        with urlopen(request, timeout=60) as answer:
            for given in answer.headers.get_all("Set-Cookie", []):
                name, _, value = given.partition(";")[0].partition("=")
                self.cookies[name] = value
            return str(answer.read().decode())


def kill(process: subprocess.Popen[str]) -> None:
    """End the app and everything it started, without a word."""
    for pid in [process.pid, *children_of(process.pid)]:
        os.kill(pid, signal.SIGKILL)
    process.communicate(timeout=30)


def test_a_move_that_was_answered_outlives_the_app(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "data")
    session, version, event, time = made(installation)
    page = f"/rooster/versies/{version}/"
    port = free_port()
    process = installation.start("serve", "--port", port)
    try:
        assert first_page(f"http://localhost:{port}/account/login/")[0] == 200
        browser = Browser(f"http://localhost:{port}", session)
        token = re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', browser.ask(page))[0]
        assert 'data-revision="0"' in browser.ask(page)
        browser.ask(
            f"{page}zet/", csrfmiddlewaretoken=token, event=event, time=time, revision=0, view=""
        )
    finally:
        kill(process)
    again = installation.start("serve", "--port", port)
    try:
        assert first_page(f"http://localhost:{port}/account/login/")[0] == 200
        assert 'data-revision="1"' in Browser(f"http://localhost:{port}", session).ask(page)
    finally:
        stop(again)
