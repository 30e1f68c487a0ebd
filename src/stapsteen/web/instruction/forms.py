from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stapsteen.accounts.models import User
from stapsteen.learning.queries.evidence import groups_to_observe, pupils_to_observe
from stapsteen.school.access import groups_of, rooms_for
from stapsteen.school.models import Group, Person, SchoolYear
from stapsteen.week.instruction.access import leaders_for, subjects_for
from stapsteen.week.instruction.actions import USUAL, Places
from stapsteen.week.instruction.taken import When

ROWS = 4  # groups side by side; more than a block usually has
DAYS = (
    (1, gettext_lazy("Maandag")),
    (2, gettext_lazy("Dinsdag")),
    (3, gettext_lazy("Woensdag")),
    (4, gettext_lazy("Donderdag")),
    (5, gettext_lazy("Vrijdag")),
)


class BlockForm(forms.Form):
    """When, for whom, what, and who is there to teach, where."""

    subject: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=gettext_lazy("Vak"), empty_label=None
    )
    name = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Leeg laten mag: dan heet het zoals het vak."),
    )
    weekday = forms.TypedChoiceField(label=gettext_lazy("Dag"), choices=DAYS, coerce=int)
    starts = forms.TimeField(
        label=gettext_lazy("Begin"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=gettext_lazy("Einde"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    begins_on = forms.DateField(
        label=gettext_lazy("Vanaf"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Tot en met"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Daarna gelden de groepjes niet meer. Hooguit vier weken."),
    )
    groups: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Leerlingen van"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies een of meer groepen.")},
    )

    def __init__(self, viewer: User, year: SchoolYear, data: Any = None) -> None:
        super().__init__(data, initial=_usual(viewer, year))
        self.viewer = viewer
        self.fields["subject"].queryset = subjects_for(viewer)  # type: ignore[attr-defined]
        self.fields["groups"].queryset = groups_to_observe(viewer)  # type: ignore[attr-defined]
        staff = leaders_for(viewer, year)
        own = rooms_for(viewer).filter(home_of__in=groups_of(viewer.person, year)).first()
        for row in range(1, ROWS + 1):
            self._add(
                f"leader{row}", _("Wie %(n)s") % {"n": row}, staff, row == 1 and viewer.person
            )
            self._add(
                f"room{row}", _("Waar %(n)s") % {"n": row}, rooms_for(viewer), row == 1 and own
            )

    def _add(self, name: str, label: str, choices: Any, first: Any) -> None:
        field = forms.ModelChoiceField(
            choices, label=label, required=False, empty_label=_("niemand")
        )
        if name.startswith("room"):
            field.empty_label = _("geen ruimte")
        field.initial = first or None
        self.fields[name] = field

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The fields for who and where, a pair for each group."""
        return [(self[f"leader{row}"], self[f"room{row}"]) for row in range(1, ROWS + 1)]

    @property
    def fields_of_when(self) -> list[Any]:
        """The fields for what and when."""
        return [self[name] for name in ("subject", "name", "weekday", "starts", "ends")]

    def clean(self) -> dict[str, Any]:
        """Every adult has a place."""
        found = super().clean() or {}
        for row in range(1, ROWS + 1):
            if bool(found.get(f"leader{row}")) != bool(found.get(f"room{row}")):
                self.add_error(f"room{row}", _("Kies iemand en een ruimte, of geen van beide."))
        return found

    def values(self) -> dict[str, Any]:
        """The arguments of the action."""
        asked = self.cleaned_data
        times = ("weekday", "starts", "ends", "begins_on", "expires_on")
        return {
            "subject": asked["subject"],
            "name": asked["name"],
            "when": When(**{name: asked[name] for name in times}),
            "pupils": _pupils(self.viewer, asked["groups"]),
            "places": _places(asked),
        }


def _usual(viewer: User, year: SchoolYear) -> dict[str, Any]:
    """Today's weekday for two weeks, and the groups that the viewer has."""
    today = timezone.localdate()
    return {
        "weekday": min(today.isoweekday(), 5),
        "starts": "09:00",
        "ends": "09:30",
        "begins_on": today,
        "expires_on": min(today + USUAL - timedelta(days=1), year.ends),
        "groups": list(groups_of(viewer.person, year)),
    }


def _pupils(viewer: User, groups: Any) -> list[Person]:
    found: dict[int, Person] = {}
    for group in groups:
        assert isinstance(group, Group)
        found |= {one.pk: one for one in pupils_to_observe(viewer, group)}
    return list(found.values())


def _places(asked: dict[str, Any]) -> Places:
    rows = [(asked[f"leader{row}"], asked[f"room{row}"]) for row in range(1, ROWS + 1)]
    return [(leader, room) for leader, room in rows if leader and room]
