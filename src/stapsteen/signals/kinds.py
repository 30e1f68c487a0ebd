"""The kinds of signals: what each looks for, from when on, and what one does about it.

A signal starts a conversation. It is no mark of a child and no count of an adult.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

Unit = Literal["weeks", "days", "times"]
Step = Literal["talk", "look", "hold", "invite", "choose"]
UNITS = {
    "weeks": ngettext_lazy("week", "weken", "n"),
    "days": ngettext_lazy("dag", "dagen", "n"),
    "times": ngettext_lazy("keer", "keer", "n"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of signal.

    ``usual`` is its threshold until the school sets another, from ``least`` to ``most``, in ``unit``. The
    kinds stand in the order in which a coach meets them: the first asks most. ``nightly`` kinds need the
    whole state of a pupil, so they are found once a day and not anew for each page.
    """

    key: str
    name: str | Promise
    looks_for: str | Promise
    unit: Unit
    usual: int
    least: int
    most: int
    step: Step
    nightly: bool = False


KINDS: tuple[Kind, ...] = (
    Kind(
        "talk_asked",
        _("Wil een gesprek"),
        _("Een leerling vroeg zoveel dagen geleden om een gesprek, en er is er geen gepland."),
        "days", 0, 0, 28, "talk",
    ),
    Kind(
        "nothing_seen",
        _("Lang niets gezien"),
        _("Van een kernvak is na zoveel schoolweken niets meer opgeschreven."),
        "weeks", 4, 1, 12, "look",
    ),
    Kind(
        "stuck",
        _("Komt niet verder"),
        _("Er is zo vaak gekeken naar een doel waar de leerling aan werkt, en het lukt nog niet."),
        "times", 5, 2, 20, "invite", nightly=True,
    ),
    Kind(
        "conflict",
        _("Bronnen zeggen iets anders"),
        _("Twee bronnen verschillen over een doel, en allebei hebben ze zo vaak gekeken."),
        "times", 3, 1, 20, "talk", nightly=True,
    ),
    Kind(
        "no_conversation",
        _("Lang geen gesprek"),
        _("Er was zoveel schoolweken geen gesprek, en er is er geen gepland."),
        "weeks", 6, 1, 20, "talk",
    ),
    Kind(
        "conversation_waits",
        _("Gesprek is blijven liggen"),
        _("De dag van een gepland gesprek is zoveel dagen voorbij."),
        "days", 3, 0, 28, "hold",
    ),
    Kind(
        "agreement_late",
        _("Afspraak is verlopen"),
        _("De dag van een afspraak is zoveel dagen voorbij, en er is nog niet op teruggekeken."),
        "days", 3, 0, 28, "hold",
    ),
    Kind(
        "claim_waits",
        _("Ik kan het"),
        _("Een leerling zei zoveel dagen geleden dat een doel lukt, en niemand keek nog."),
        "days", 5, 0, 28, "look",
    ),
    Kind(
        "no_goal",
        _("Geen doel gekozen"),
        _("Een leerling heeft zoveel schoolweken geen doel waar hij of zij aan werkt."),
        "weeks", 1, 0, 8, "choose",
    ),
    Kind(
        "goal_long",
        _("Lang met een doel bezig"),
        _("Een leerling is zoveel schoolweken met hetzelfde doel bezig."),
        "weeks", 8, 2, 30, "talk",
    ),
    Kind(
        "absent",
        _("Was er niet bij"),
        _("Een leerling was in zes weken zo vaak niet bij een workshop met een plek."),
        "times", 2, 1, 10, "talk",
    ),
    Kind(
        "not_chosen",
        _("Nog geen workshop gekozen"),
        _("Kiezen voor een ronde kan nog zoveel dagen, en groepsgenoten kozen al."),
        "days", 2, 0, 7, "invite",
    ),
    Kind(
        "freedom_due",
        _("Afspraak over ruimte herzien"),
        _("De dag waarop jullie opnieuw kijken naar meer of minder ruimte is zoveel dagen voorbij."),
        "days", 0, 0, 28, "talk",
    ),
)  # fmt: skip
BY_KEY: dict[str, Kind] = {kind.key: kind for kind in KINDS}
RANK: dict[str, int] = {kind.key: number for number, kind in enumerate(KINDS)}


def nightly() -> Iterator[Kind]:
    """The kinds that are found once a day."""
    return (kind for kind in KINDS if kind.nightly)
