from __future__ import annotations

from collections.abc import Collection, Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.actions.bring_in import Wishes
from stapsteen.school.models import Subject

SUBJECT = "vak-"


class GoalFileForm(forms.Form):
    """The one field: a file with goals."""

    file = forms.FileField(
        label=_("Bestand met doelen"),
        help_text=_("JSON van SLO of CASE (ook gezipt), of een beginset in TOML."),
        error_messages={
            "required": _("Kies eerst een bestand."),
            "empty": _("Dit bestand is leeg. Haal het opnieuw op."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.zip,.gz,.toml"}),
    )


class WishesForm(forms.Form):
    """What a person still has to say before a file is brought in."""

    is_part = forms.BooleanField(
        label=_("Dit bestand is maar een deel: laat in gebruik wat er niet in staat."),
        required=False,
    )
    for_some = forms.BooleanField(
        label=_("Ook de kerndoelen voor Fries en Nederlandse gebarentaal."), required=False
    )

    def __init__(self, data: object, subjects: Iterable[Subject], unknown: Collection[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.unknown = list(unknown)
        choices = [("", _("Maak hier een nieuw vak van")), *((s.key, str(s)) for s in subjects)]
        for number, name in enumerate(self.unknown):
            self.fields[f"{SUBJECT}{number}"] = forms.ChoiceField(
                label=name, choices=choices, required=False
            )

    @property
    def subjects(self) -> list[forms.BoundField]:
        """The fields that ask which subject a name means."""
        return [self[f"{SUBJECT}{number}"] for number in range(len(self.unknown))]

    def wishes(self) -> Wishes:
        """What was said."""
        said = self.cleaned_data
        chosen = {
            name: said[f"{SUBJECT}{number}"]
            for number, name in enumerate(self.unknown)
            if said[f"{SUBJECT}{number}"]
        }
        return Wishes(chosen, not said["is_part"], said["for_some"])
