"""What stands in the menu, for whom: first what one needs every day, the rest folded. A page family adds its line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Section:
    """Lines of the menu that belong together. One without a name is always open."""

    name: str | Promise
    links: tuple[Link, ...]

    @property
    def is_open(self) -> bool:
        """Whether the page one is on stands in it."""
        return any(link.current for link in self.links)


def _is_pupil(viewer: User) -> bool:
    return has_role(viewer, RoleKind.PUPIL)


def _has_no_role_in_team(viewer: User) -> bool:
    return viewer.person is not None and not is_staff_member(viewer)


def _is_guardian(viewer: User) -> bool:
    return has_role(viewer, RoleKind.GUARDIAN)


def _is_only_guardian(viewer: User) -> bool:
    return _is_guardian(viewer) and not is_staff_member(viewer)


DAILY: tuple[Item, ...] = (
    Item(_("Start"), "home", "home", lambda _viewer: True),
    Item(_("Mijn route"), "route:mine", "stones", _is_pupil),
    Item(_("Workshops"), "workshops:mine", "workshop", _is_pupil),
    Item(_("Hoe gaat het?"), "evidence:mine", "sun", _is_pupil),
    Item(_("Mijn gesprek"), "conversations:mine", "talk", _is_pupil),
    Item(_("Signalen"), "signals:overview", "care", may_see_net),
    Item(_("Zien en opschrijven"), "evidence:write", "edit", is_staff_member),
    Item(_("Gesprekken"), "conversations:overview", "talk", leads_talks),
    Item(_("Gesprekken"), "conversations:family", "talk", _is_guardian),
    Item(_("Vandaag"), "changes:today", "calendar", is_staff_member),
    Item(_("Rooster"), "planning:timetable", "timetable", lambda viewer: viewer.person is not None),
    Item(_("Thema's"), "themes:overview", "star", _has_no_role_in_team),
    Item(_("Route"), "route:mine", "stones", _is_only_guardian),
)
LEARNING: tuple[Item, ...] = (
    Item(_("Groepjes"), "instruction:overview", "people", is_staff_member),
    Item(_("Workshops"), "workshops:overview", "workshop", is_staff_member),
    Item(_("Thema's"), "themes:overview", "star", is_staff_member),
    Item(_("Leerlijnen"), "curriculum:lines", "stones", is_staff_member),
    Item(_("Methodes"), "methods:overview", "book", is_staff_member),
    Item(_("Aanbod en tijd"), "coverage:overview", "list", is_staff_member),
    Item(_("Resultaten"), "results:overview", "check", may_bring_in),
    Item(_("Mijn doelen"), "route:mine", "person", is_staff_member),
)
SCHOOL: tuple[Item, ...] = (
    Item(_("Plannen"), "planning:plan", "plan", may_run_school),
    Item(_("Vergelijken"), "planning:comparison", "compare", is_staff_member),
    Item(_("Profiel"), "profile:overview", "profile", is_staff_member),
    Item(_("School"), "school:overview", "school", is_staff_member),
    Item(_("Inlezen"), "exchange:imports", "import", may_run_school),
)
SECTIONS: tuple[tuple[str | Promise, tuple[Item, ...]], ...] = (
    ("", DAILY),
    (_("Leren"), LEARNING),
    (_("De school"), SCHOOL),
)


def menu_for(viewer: User, path: str) -> list[Section]:
    """The menu of a viewer; the line whose address starts the path is the current one."""
    path = _stands_under(viewer, path)
    found = [(name, list(_links(viewer, items))) for name, items in SECTIONS]
    fits = (link.url for _name, links in found for link in links if path.startswith(link.url))
    best = max(fits, key=len, default="")
    return [
        Section(name, tuple(replace(link, current=link.url == best) for link in links))
        for name, links in found
        if links
    ]


def _links(viewer: User, items: Iterable[Item]) -> Iterator[Link]:
    for item in items:
        if item.may_see(viewer) and (url := _address(item.page)):
            yield Link(item.label, url, item.icon, current=False)


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
