from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stapsteen.accounts.models import User
from stapsteen.curriculum.access import goals_for
from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.queries import goals_in_use
from stapsteen.school.access import rooms_for, staff_for
from stapsteen.week.models import Session

PICTOGRAMS = (
    ("choice", gettext_lazy("Kiezen")),
    ("reading", gettext_lazy("Lezen")),
    ("arithmetic", gettext_lazy("Rekenen")),
    ("language", gettext_lazy("Taal")),
    ("world", gettext_lazy("Wereld")),
    ("science", gettext_lazy("Proefjes")),
    ("art", gettext_lazy("Tekenen")),
    ("music", gettext_lazy("Muziek")),
    ("crafts", gettext_lazy("Knutselen")),
    ("building", gettext_lazy("Bouwen")),
    ("drama", gettext_lazy("Toneel")),
    ("garden", gettext_lazy("Tuin")),
    ("cooking", gettext_lazy("Koken")),
    ("film", gettext_lazy("Film")),
    ("gym", gettext_lazy("Gym")),
)


class RoundForm(forms.Form):
    """When a round is, and until when pupils may choose."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=60)
    day = forms.DateField(
        label=gettext_lazy("Dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    starts = forms.TimeField(
        label=gettext_lazy("Begin"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=gettext_lazy("Einde"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.DateTimeField(
        label=gettext_lazy("Kiezen kan tot"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    @staticmethod
    def usual() -> dict[str, Any]:
        """The same day next week; choosing closes the evening before."""
        day = timezone.localdate() + timedelta(days=7)
        return {
            "name": _("Workshopronde"),
            "day": day,
            "starts": time(10, 30),
            "ends": time(11, 15),
            "closes": datetime.combine(day - timedelta(days=1), time(16, 0)),
        }

    def clean(self) -> dict[str, Any]:
        """Choosing opens now."""
        return {**(super().clean() or {}), "opens": timezone.now()}


def _by_year_group(goals: Iterable[Goal]) -> Iterator[tuple[str, Any]]:
    """The choices of a goal: none first, and then by subject and year group."""
    yield "", _("Geen doel: een vrije workshop")
    for (subject, year_group), some in groupby(goals, lambda one: (one.subject, one.year_group)):
        name = _("%(subject)s, groep %(n)s") % {"subject": subject, "n": year_group}
        yield name, [(one.pk, one.name) for one in some]


class OfferForm(forms.Form):
    """A workshop: what, by whom, where, for how many."""

    goal: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Doel"),
        required=False,
    )
    title = forms.CharField(
        label=gettext_lazy("Titel"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Leeg laten mag als je een doel kiest."),
    )
    form = forms.ChoiceField(label=gettext_lazy("Vorm"), choices=Session.Form.choices)
    pictogram = forms.ChoiceField(label=gettext_lazy("Plaatje"), choices=PICTOGRAMS)
    capacity = forms.IntegerField(
        label=gettext_lazy("Plaatsen"), min_value=1, max_value=200, initial=12
    )
    leader: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=gettext_lazy("Wie geeft het")
    )
    room: forms.ModelChoiceField[Any] = forms.ModelChoiceField(None, label=gettext_lazy("Ruimte"))

    def __init__(self, viewer: User, data: Any = None) -> None:
        super().__init__(data, initial={"leader": viewer.person})
        goals = goals_in_use(viewer.school) if viewer.school else goals_for(viewer).none()
        self.fields["goal"].queryset = goals  # type: ignore[attr-defined]
        self.fields["goal"].choices = list(_by_year_group(goals))  # type: ignore[attr-defined]
        self.fields["leader"].queryset = staff_for(viewer).order_by("given_name")  # type: ignore[attr-defined]
        self.fields["room"].queryset = rooms_for(viewer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A title is needed where there is no goal."""
        found = super().clean() or {}
        if not found.get("goal") and not found.get("title"):
            self.add_error("title", _("Geef een titel of kies een doel."))
        return found

    def values(self) -> dict[str, Any]:
        """The arguments of the action."""
        found = dict(self.cleaned_data)
        if found["goal"] is not None:
            found["title"] = found["title"] or found["goal"].title
            found["pictogram"] = found["goal"].pictogram or found["pictogram"]
        return found
