from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stapsteen.learning.models import EvidenceSource

KINDS = (
    (EvidenceSource.Kind.SOFTWARE.value, _("Een oefenprogramma: per opgave of per doel")),
    (EvidenceSource.Kind.TEST.value, _("Een genormeerde toets: per vak")),
)


class WhatForm(forms.Form):
    """What a file with results is of."""

    kind = forms.ChoiceField(label=_("Waar zijn ze van?"), choices=KINDS, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Naam van het programma of de toets"),
        max_length=120,
        error_messages={"required": _("Vul in hoe het programma heet.")},
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )


class ResultsForm(WhatForm):
    """A file with results, and what it is of."""

    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een CSV-bestand. De namen van de kolommen staan op de eerste regel."),
        error_messages={
            "required": _("Kies eerst een bestand."),
            "empty": _("Dit bestand is leeg. Download het opnieuw."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.gz,.zip"}),
    )


class KeyForm(forms.Form):
    """The programme that gets a key."""

    source = forms.CharField(
        label=_("Naam van het programma"),
        max_length=120,
        error_messages={"required": _("Vul in hoe het programma heet.")},
    )
