"""What stands in the menu, for whom. A page family adds its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stapsteen.accounts.models import User
from stapsteen.exchange.results.keys import may_bring_in
from stapsteen.learning.access import leads_talks
from stapsteen.school.access import has_role, is_staff_member, may_run_school
from stapsteen.school.models import RoleKind
from stapsteen.signals.access import may_see_net


@dataclass(frozen=True)
class Item:
    """One line of the menu."""

    label: str | Promise
    page: str
    icon: str
    may_see: Callable[[User], bool]


@dataclass(frozen=True)
class Link:
    """A line of the menu as one viewer sees it on one page."""

    label: str | Promise
    url: str
    icon: str
    current: bool


def _is_pupil(viewer: User) -> bool:
    return has_role(viewer, RoleKind.PUPIL)


def _is_guardian(viewer: User) -> bool:
    return has_role(viewer, RoleKind.GUARDIAN)


def _is_only_guardian(viewer: User) -> bool:
    return _is_guardian(viewer) and not is_staff_member(viewer)


ITEMS: tuple[Item, ...] = (
    Item(_("Start"), "home", "home", lambda _viewer: True),
    Item(_("Mijn route"), "route:mine", "stones", _is_pupil),
    Item(_("Workshops"), "workshops:mine", "workshop", _is_pupil),
    Item(_("Hoe gaat het?"), "evidence:mine", "sun", _is_pupil),
    Item(_("Mijn gesprek"), "conversations:mine", "people", _is_pupil),
    Item(_("Signalen"), "signals:overview", "care", may_see_net),
    Item(_("Gesprekken"), "conversations:overview", "people", leads_talks),
    Item(_("Gesprekken"), "conversations:family", "people", _is_guardian),
    Item(_("Rooster"), "planning:timetable", "timetable", lambda viewer: viewer.person is not None),
    Item(_("Thema's"), "themes:overview", "star", lambda viewer: viewer.person is not None),
    Item(_("Groepjes"), "instruction:overview", "people", is_staff_member),
    Item(_("Route"), "route:mine", "stones", _is_only_guardian),
    Item(_("Vandaag"), "changes:today", "calendar", is_staff_member),
    Item(_("Zien en opschrijven"), "evidence:write", "edit", is_staff_member),
    Item(_("Mijn doelen"), "route:mine", "stones", is_staff_member),
    Item(_("Workshops"), "workshops:overview", "workshop", is_staff_member),
    Item(_("Leerlijnen"), "curriculum:lines", "stones", is_staff_member),
    Item(_("Aanbod en tijd"), "coverage:overview", "list", is_staff_member),
    Item(_("Methodes"), "methods:overview", "stones", is_staff_member),
    Item(_("Plannen"), "planning:plan", "plan", may_run_school),
    Item(_("Vergelijken"), "planning:comparison", "compare", is_staff_member),
    Item(_("Profiel"), "profile:overview", "profile", is_staff_member),
    Item(_("School"), "school:overview", "school", is_staff_member),
    Item(_("Inlezen"), "exchange:imports", "import", may_run_school),
    Item(_("Resultaten"), "results:overview", "import", may_bring_in),
)


def links_for(viewer: User, path: str) -> list[Link]:
    """The menu of a viewer; the line whose address starts the path is the current one."""
    links = [
        Link(item.label, url, item.icon, current=False)
        for item in ITEMS
        if item.may_see(viewer) and (url := _address(item.page))
    ]
    path = _stands_under(viewer, path)
    best = max((link.url for link in links if path.startswith(link.url)), key=len, default="")
    return [Link(link.label, link.url, link.icon, link.url == best) for link in links]


def _stands_under(viewer: User, path: str) -> str:
    """The address as the menu takes it: for staff the route of a pupil is part of the school, not of "my goals"."""
    own = reverse("route:mine")
    person = viewer.person.pk if viewer.person else ""
    of_another = path.startswith(own) and not f"{path}/".startswith((f"{own}/", f"{own}{person}/"))
    return reverse("school:overview") if of_another and is_staff_member(viewer) else path


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
