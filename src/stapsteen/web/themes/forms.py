from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stapsteen.accounts.models import User
from stapsteen.school.access import groups_for
from stapsteen.school.models import Group, SchoolYear
from stapsteen.week.models import Theme
from stapsteen.week.themes.actions import Plan

PICTOGRAMS = (
    ("theme", gettext_lazy("Thema")),
    ("water", gettext_lazy("Water")),
    ("animals", gettext_lazy("Dieren")),
    ("garden", gettext_lazy("Planten en tuin")),
    ("world", gettext_lazy("Wereld")),
    ("science", gettext_lazy("Proefjes")),
    ("building", gettext_lazy("Bouwen")),
    ("castle", gettext_lazy("Vroeger")),
    ("traffic", gettext_lazy("Verkeer")),
    ("cooking", gettext_lazy("Eten en koken")),
    ("music", gettext_lazy("Muziek")),
    ("art", gettext_lazy("Kunst")),
    ("drama", gettext_lazy("Toneel")),
    ("film", gettext_lazy("Film")),
    ("crafts", gettext_lazy("Knutselen")),
    ("books", gettext_lazy("Boeken")),
    ("map", gettext_lazy("Landen")),
    ("coins", gettext_lazy("Winkel en geld")),
    ("heart", gettext_lazy("Samen leven")),
)
NO_TEAMS = (Group.Kind.TEAM, Group.Kind.LEVEL_GROUP)


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class ThemeForm(forms.Form):
    """What a theme is about, when, for whom, and what there is to hold."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=120)
    pictogram = forms.ChoiceField(label=gettext_lazy("Plaatje"), choices=PICTOGRAMS)
    starts = _day(gettext_lazy("Eerste dag"))
    ends = _day(gettext_lazy("Laatste dag"))
    groups: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("Groepen"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies een of meer groepen.")},
    )
    materials = forms.CharField(
        label=gettext_lazy("Spullen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dingen om vast te pakken en uit te proberen. Elk op een regel."),
    )

    def __init__(self, viewer: User, year: SchoolYear, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = groups_for(viewer).filter(year=year).exclude(kind__in=NO_TEAMS)
        self.fields["groups"].queryset = groups  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """The theme as the actions take it."""
        asked = dict(self.cleaned_data)
        asked["materials"] = asked["materials"].splitlines()
        return Plan(**asked)

    @staticmethod
    def of(theme: Theme) -> dict[str, Any]:
        """A theme as the form shows it."""
        return {
            "title": theme.title,
            "pictogram": theme.pictogram,
            "starts": theme.starts,
            "ends": theme.ends,
            "groups": list(theme.groups.all()),
            "materials": "\n".join(theme.materials),
        }


def pictogram_in(text: str) -> str:
    """The picture that was chosen; the usual one for what is none."""
    return text if text in dict(PICTOGRAMS) else "theme"


def title_of_form(theme: Theme | None) -> str:
    """The heading above the form."""
    return _("Verander het thema") if theme else _("Maak een thema")
