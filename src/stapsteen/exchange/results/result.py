"""One result as it came in, before anybody looked for the pupil or the goal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

LONGEST = 120  # characters of an item or a key
SHORT_DAY = ("%d-%m-%Y", "%d-%m-%y")
SHORT_TIME = (" %H:%M", " %H:%M:%S")
SHORT_MOMENT = tuple(day + time for day in SHORT_DAY for time in SHORT_TIME)
YES = {"1", "ja", "goed", "juist", "true", "waar", "yes", "right", "correct", "j", "y"}
NO = {"0", "nee", "fout", "onjuist", "false", "onwaar", "no", "wrong", "incorrect", "n"}


class Reason(TextChoices):
    """Why a row was left out."""

    NO_PUPIL = "no_pupil", _("Er staat geen leerling bij.")
    NO_GOAL = "no_goal", _("Er staat geen doel bij.")
    NO_VALUE = "no_value", _("Er staat niet bij of het goed was.")
    BAD_VALUE = "bad_value", _("De uitkomst is geen getal dat kan.")
    BAD_TIME = "bad_time", _("Het moment is niet te lezen.")
    FUTURE = "future", _("Het moment moet nog komen.")
    TOO_LONG = "too_long", _("Een tekst is te lang.")
    BAD_TEXT = "bad_text", _("Er staat een teken in dat geen letter, cijfer of leesteken is.")
    COLUMNS = "columns", _("De kolommen van deze regel passen niet bij de eerste regel.")
    UNKNOWN_PUPIL = "unknown_pupil", _("Deze leerling kennen we niet.")
    DOUBLE_PUPIL = "double_pupil", _("Zo heten meer leerlingen.")
    UNKNOWN_GOAL = "unknown_goal", _("Dit doel kennen we niet.")
    DOUBLE_GOAL = "double_goal", _("Zo heten meer doelen.")
    UNKNOWN_SUBJECT = "unknown_subject", _("Dit vak kennen we niet.")
    RETRY = "retry", _("Een tweede poging: alleen de eerste telt.")
    THERE = "there", _("Dit resultaat was er al.")
    NOT_FOR_US = "not_for_us", _("Dit bericht is geen resultaat.")


@dataclass(frozen=True, slots=True)
class Result:
    """An answer (``out_of`` None, ``value`` 0 or 1) or a share right of ``out_of`` tasks (0 to 1).

    ``line`` is where it stood: a line of the file or the number of the message, from 1.
    """

    line: int
    pupil: str
    goals: tuple[str, ...]
    value: float
    at: datetime
    item: str = ""
    options: int | None = None
    out_of: int | None = None
    attempt: int = 1
    key: str = ""

    @property
    def external_key(self) -> str:
        """What its source calls it; made from what it says where the source does not."""
        if self.key:
            return self.key
        said = f"{self.pupil}|{self.goals}|{self.item}|{self.value}|{self.out_of}|{self.at.isoformat()}"
        return sha256(said.encode()).hexdigest()[:40]


class LeftOut(Exception):
    """A row that cannot be taken, with the reason, and with what it ``said`` of somebody or something unknown."""

    def __init__(self, reason: Reason, said: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.said = said

    def at(self, line: int) -> Dirt:
        """This as what was left out, with where it stood."""
        return Dirt(line, self.reason, self.said)


@dataclass(frozen=True, slots=True)
class Dirt:
    """A row that was left out: where it stood and why. ``said`` is for who looks, and is not kept."""

    line: int
    reason: Reason
    said: str = ""


def result_of(line: int, row: dict[str, str]) -> Result:
    """A result from texts by the names of the columns. Raises ``LeftOut``."""
    pupil, goals = row.get("pupil", ""), tuple(row.get("goal", "").replace("|", " ").split())
    if not pupil:
        raise LeftOut(Reason.NO_PUPIL)
    if not goals:
        raise LeftOut(Reason.NO_GOAL)
    item, key = row.get("item", ""), row.get("id", "")
    if max(len(item), len(key)) > LONGEST:
        raise LeftOut(Reason.TOO_LONG)
    refuse_unwritable(pupil, item, key, *goals)
    value, out_of = _value(row)
    return Result(
        line, pupil, tuple(dict.fromkeys(goals)), value, moment_of(row.get("at", "")), item,
        _number(row.get("options", ""), least=2, most=100), out_of,
        _number(row.get("attempt", ""), least=1, most=32_000) or 1, key,
    )  # fmt: skip


def refuse_unwritable(*texts: str) -> None:
    """Leave out what no database can write down: a NUL, or half of a pair of UTF-16. Raises ``LeftOut``."""
    if any("\0" in text or any("\ud800" <= one <= "\udfff" for one in text) for text in texts):
        raise LeftOut(Reason.BAD_TEXT)


def _value(row: dict[str, str]) -> tuple[float, int | None]:
    right, score = row.get("right", "").lower(), row.get("score", "")
    if right:
        if right not in YES | NO:
            raise LeftOut(Reason.BAD_VALUE, right)
        return float(right in YES), None
    if not score:
        raise LeftOut(Reason.NO_VALUE)
    out_of = _number(row.get("out_of", ""), least=1, most=32_000)
    if out_of is None:
        raise LeftOut(Reason.NO_VALUE)
    return share_of(score, out_of), out_of


def share_of(score: str, out_of: int) -> float:
    """The share right of a number right. Raises ``LeftOut`` for what cannot be."""
    found = decimal(score)
    if found is None or not 0 <= found <= out_of:
        raise LeftOut(Reason.BAD_VALUE, score)
    return found / out_of


def decimal(text: str) -> float | None:
    """A number with a comma or a point; None for what is none. No infinity, no nan."""
    text = text.strip().replace(",", ".")
    digits = text.lstrip("-").replace(".", "", 1)
    return float(text) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _number(text: str, least: int, most: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7 and least <= int(text) <= most):
        raise LeftOut(Reason.BAD_VALUE)
    return int(text)


def moment_of(text: str) -> datetime:
    """A moment as computers or as people write it; a day alone is noon. Raises ``LeftOut``."""
    found = _moment(" ".join(text.split()))
    if found is None or found.year < 2000:
        raise LeftOut(Reason.BAD_TIME, text)
    if timezone.is_naive(found):
        found = timezone.make_aware(found)
    if found > timezone.now():
        raise LeftOut(Reason.FUTURE, text)
    return found


def _moment(text: str) -> datetime | None:
    try:
        if day := parse_date(text):
            return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - made aware above
        if found := parse_datetime(text):
            return found
    except ValueError:
        return None
    text = text.replace("/", "-")
    for form in SHORT_MOMENT:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - made aware above
        except ValueError:
            continue
    for form in SHORT_DAY:
        try:
            return datetime.strptime(text, form).replace(hour=12)  # noqa: DTZ007 - made aware above
        except ValueError:
            continue
    return None
