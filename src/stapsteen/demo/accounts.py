"""The log-ins of the demo school: one for each role, with the same password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from stapsteen.accounts.models import User
from stapsteen.demo.people import People
from stapsteen.planner.organisation.school_week import Pupil, SchoolWeek
from stapsteen.school.models import Board, Guardianship, Person

PASSWORD = "stapsteen-demo"  # noqa: S105 - a demo school has no secrets, and says so on its first page
HOST = "demo.example"


@dataclass(frozen=True)
class LogIn:
    """Somebody of the demo school that one can log in as."""

    role: str
    name: str
    email: str
    password: str = PASSWORD


def make_log_ins(week: SchoolWeek, people: People, suffix: str = "") -> list[LogIn]:
    """A log-in for the first of each role: pupil and parent belong together."""
    found = list(_who(week, people))
    made = [
        LogIn(role, person.name, f"{role.replace(' ', '-')}{suffix}@{HOST}")
        for role, person in found
    ]
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(email=log_in.email, person=person, password=password)
        for log_in, (_role, person) in zip(made, found, strict=True)
    )
    return made


def make_board_log_in(board: Board) -> LogIn:
    """The log-in of somebody of the board."""
    email = f"bestuurder@{HOST}"
    User.objects.create(email=email, board=board, password=make_password(PASSWORD))
    return LogIn("bestuurder", board.name, email)


def shown_pupil(week: SchoolWeek) -> Pupil:
    """The pupil that one logs in as, whose teacher and parent have a log-in as well."""
    return next(one for one in week.pupils if one.year_group == "6")


def _who(week: SchoolWeek, people: People) -> Iterator[tuple[str, Person]]:
    pupil = shown_pupil(week)
    child = people.pupils[pupil.id]
    teacher = next(link.staff for link in week.guidance if link.group == pupil.group)
    counsellor = week.staff[-1].id
    yield "schoolleider", people.office["principal"]
    yield "leerkracht", people.staff[teacher]
    yield "intern begeleider", people.staff[counsellor]
    yield "beheerder", people.office["administrator"]
    yield "leerling", child
    yield "ouder", Guardianship.objects.select_related("guardian").get(child=child).guardian


def log_ins_made() -> list[LogIn]:
    """The log-ins of the first school (and the board) that are in the database."""
    roles = (
        "schoolleider",
        "leerkracht",
        "intern-begeleider",
        "beheerder",
        "leerling",
        "ouder",
        "bestuurder",
    )
    emails = {f"{role}@{HOST}": role.replace("-", " ") for role in roles}
    users = User.objects.filter(email__in=emails).select_related("person", "board").order_by("pk")
    return [
        LogIn(emails[user.email or ""], str(user.person or user.board), user.email or "")
        for user in users
    ]
