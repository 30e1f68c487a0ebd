from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """The one field: an export of the pupil administration."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("EDEXML (.xml, ook als .zip of .gz), of OneRoster als .zip met csv-bestanden."),
        error_messages={
            "required": _("Kies eerst een bestand."),
            "empty": _("Dit bestand is leeg. Download de export opnieuw."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.zip,.gz"}),
    )
