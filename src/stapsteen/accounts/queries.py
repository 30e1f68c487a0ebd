"""Reads about log-ins."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stapsteen.accounts.models import User
from stapsteen.school.access import on
from stapsteen.school.models import RoleKind


@dataclass(frozen=True)
class DemoDoor:
    """A role one can step into in the demo school."""

    key: str
    name: str | Promise
    description: str | Promise
    icon: str
    user: User

    @property
    def person(self) -> str:
        """Whose role it is in the demo school."""
        return str(self.user)


BOARD = "board"
DOORS: tuple[tuple[str, str, str | Promise, str | Promise], ...] = (
    (
        "principal",
        "principal",
        _("Schoolleider"),
        _("Plan de week, vergelijk vijf organisaties. Zie in getallen hoe het met leren staat."),
    ),
    (
        "teacher",
        "teacher",
        _("Leerkracht"),
        _(
            "Zie wie je nodig heeft en schrijf in twee tikken op wat je ziet. Bied een workshop aan."
        ),
    ),
    (
        "care-coordinator",
        "care_coordinator",
        _("Intern begeleider"),
        _("Kijk over groepen heen: signalen, gesprekken, wat nog niet gezien is."),
    ),
    (
        "pupil",
        "pupil",
        _("Leerling"),
        _("Volg je route over de stenen, zeg hoe het gaat, kies een workshop."),
    ),
    (
        "guardian",
        "guardian",
        _("Ouder"),
        _("Bekijk de route, de gesprekken en het rooster van je kind."),
    ),
    (
        "administrator",
        "administrator",
        _("Beheerder"),
        _("Lees een export, doelen en resultaten in en stel de school in."),
    ),
    ("board", BOARD, _("Bestuurder"), _("Zie de scholen van je bestuur.")),
)


def demo_doors() -> list[DemoDoor]:
    """The roles to pick from: for each the first account that holds it."""
    return [found for key, *_rest in DOORS if (found := demo_door(key))]


def demo_door(key: str) -> DemoDoor | None:
    """The door with this key, or None where there is no such account."""
    for door_key, kind, name, description in DOORS:
        if door_key == key and (user := _first_with(kind)):
            return DemoDoor(key, name, description, kind, user)
    return None


def _first_with(kind: str) -> User | None:
    if kind == BOARD:
        return User.objects.filter(board__isnull=False, is_active=True).order_by("pk").first()
    return (
        User.objects.filter(
            on(prefix="person__roles__"), person__roles__kind=RoleKind(kind), is_active=True
        )
        .select_related("person__school")
        .order_by("pk")
        .first()
    )
