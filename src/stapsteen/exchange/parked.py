"""An upload waiting between its preview and the yes: in the data folder, an hour at most."""

from __future__ import annotations

import re
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from stapsteen.exchange.upload import LARGEST, files_of, too_large
from stapsteen.kit.refused import Refused

AN_HOUR = 3600
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def park(name: str, content: bytes) -> str:
    """Keep an upload for a while; the token by which it is found again. Older ones are thrown away."""
    if len(content) > LARGEST:
        raise too_large(name)
    folder = _folder()
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - AN_HOUR:
            old.unlink(missing_ok=True)
    token = secrets.token_urlsafe(32)
    path = folder / token
    path.touch(mode=0o600)
    path.write_bytes(name.encode()[:200] + b"\0" + content)
    return token


def parked(token: str) -> dict[str, bytes]:
    """The files of a parked upload. Raises ``Refused`` when it is no longer there."""
    path = _folder() / token
    if not TOKEN.fullmatch(token) or not path.is_file():
        raise Refused(
            _("Dit bestand ligt niet meer klaar."),
            _("Kies het bestand opnieuw en bekijk het nog eens."),
        )
    name, _nul, content = path.read_bytes().partition(b"\0")
    return files_of(name.decode(errors="replace"), content)


def name_of(token: str) -> str:
    """The name of a parked upload; "" when it is no longer there."""
    path = _folder() / token
    if not TOKEN.fullmatch(token) or not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(201).partition(b"\0")[0].decode(errors="replace")


def let_go(token: str) -> None:
    """Throw a parked upload away."""
    if TOKEN.fullmatch(token):
        (_folder() / token).unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.DATA) / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
