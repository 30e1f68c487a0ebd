"""How many signals stand at a school, and for how long: of the school as a whole, never of an adult."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Q
from django.utils import timezone

from stapsteen.school.access import Viewer
from stapsteen.signals.access import may_set, sees_counts
from stapsteen.signals.kinds import KINDS, UNITS, Kind
from stapsteen.signals.models import SignalSetting, SignalSpell, Snooze

LOOK_BACK = timedelta(weeks=12)
FEWEST = 5  # spells below which how long they stood would be about a few children


@dataclass(frozen=True)
class Standing:
    """One kind of signal at a school.

    ``pupils`` is for how many pupils it stands and does not rest, ``aside`` how many of these signals rest.
    ``days`` is the middle of how many days the signals stood that stood in the last twelve weeks, None
    when there were fewer than five; ``over`` is how many of those went.
    """

    kind: Kind
    pupils: int
    aside: int
    over: int
    days: int | None


@dataclass(frozen=True)
class SchoolNet:
    """All kinds together. ``pupils`` is for how many pupils something stands and does not rest; ``on`` the last look."""

    standing: tuple[Standing, ...]
    pupils: int
    on: date | None


@dataclass(frozen=True)
class Limit:
    """The threshold of one kind at a school."""

    kind: Kind
    threshold: int
    is_on: bool

    @property
    def unit(self) -> str:
        """What it counts, in words that fit the number."""
        return UNITS[self.kind.unit] % {"n": self.threshold}


def school_net_for(viewer: Viewer) -> SchoolNet | None:
    """How many signals stand and for how long; None for who does not see that. Three queries."""
    if not sees_counts(viewer) or viewer.school is None:
        return None
    today = timezone.localdate()
    recent = Q(ends__isnull=True) | Q(ends__gte=today - LOOK_BACK)
    spells = list(SignalSpell.objects.filter(recent, school=viewer.school))
    holding = Snooze.objects.filter(
        spell__school=viewer.school, spell__ends=None, until__gte=today, taken_back_at=None
    )
    aside = set(holding.values_list("spell", flat=True))
    return SchoolNet(
        tuple(_standing(spells, aside, today)),
        len(_pupils_in(spells, aside)),
        max((one.seen_on for one in spells), default=None),
    )


def _pupils_in(spells: list[SignalSpell], aside: set[int]) -> set[int]:
    """For whom one of these stands and does not rest."""
    return {one.person_id for one in spells if one.ends is None and one.pk not in aside}


def _standing(spells: list[SignalSpell], aside: set[int], today: date) -> Iterator[Standing]:
    by_kind: dict[str, list[SignalSpell]] = defaultdict(list)
    for one in spells:
        by_kind[one.kind].append(one)
    for kind in KINDS:
        rows = by_kind[kind.key]
        days = [((one.ends or today) - one.since).days for one in rows]
        yield Standing(
            kind,
            len(_pupils_in(rows, aside)),
            sum(one.pk in aside for one in rows),
            sum(one.ends is not None for one in rows),
            int(median(days)) if len(rows) >= FEWEST else None,
        )


def limits_for(viewer: Viewer) -> list[Limit]:
    """The thresholds of the viewer's school; none for who does not set them."""
    if not may_set(viewer):
        return []
    kept = {one.kind: one for one in SignalSetting.objects.filter(school=viewer.school)}
    return [
        Limit(kind, kept[kind.key].threshold, kept[kind.key].is_on)
        if kind.key in kept
        else Limit(kind, kind.usual, is_on=True)
        for kind in KINDS
    ]
