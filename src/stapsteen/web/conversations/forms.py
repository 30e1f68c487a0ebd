"""What came out of a conversation, as it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stapsteen.learning.actions.conversations import Agreed, Told
from stapsteen.learning.models import Agreement, Conversation
from stapsteen.learning.queries.conversations import looking_back, owners_of
from stapsteen.school.models import Person
from stapsteen.web.asked import number_in

ROWS = 3  # agreements at most in one go; fewer are kept better
USUAL = timedelta(weeks=3)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
AGAIN = (
    ("", gettext_lazy("Nog niet plannen")),
    ("3", gettext_lazy("Over drie weken")),
    ("6", gettext_lazy("Over zes weken")),
)


class DayForm(forms.Form):
    """The day of a conversation."""

    day = forms.DateField(label=gettext_lazy("Dag"), widget=DAY)


class AgreedForm(forms.Form):
    """One agreement: what, who, by when. A row without words is left out."""

    text = forms.CharField(
        label=gettext_lazy("Wat spreken jullie af?"), max_length=300, required=False
    )
    owner = forms.ChoiceField(label=gettext_lazy("Wie doet het?"))
    due = forms.DateField(label=gettext_lazy("Terugkijken op"), widget=DAY, required=False)

    def __init__(self, owners: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(one.pk): one for one in owners}
        self.fields["owner"].choices = [(key, str(one)) for key, one in self.owners.items()]  # type: ignore[attr-defined]
        self.initial.setdefault("due", timezone.localdate() + USUAL)

    def clean(self) -> dict[str, Any]:
        """An agreement needs a day that still comes; an empty row needs nothing."""
        given = super().clean() or {}
        due = given.get("due")
        asked = bool(given.get("text", "").strip()) and "due" in given
        if asked and (due is None or due < timezone.localdate()):
            self.add_error("due", _("Kies een dag die nog komt."))
        return given

    def agreed(self) -> Agreed | None:
        """The agreement; None for an empty row."""
        text = self.cleaned_data["text"].strip()
        if not text:
            return None
        owner = self.owners[self.cleaned_data["owner"]]
        return Agreed(text, owner, self.cleaned_data["due"])


class TalkForm(forms.Form):
    """The rest of a conversation: the note, and when to talk again."""

    note = forms.CharField(
        label=gettext_lazy("Wat is goed om te onthouden?"),
        help_text=gettext_lazy("De leerling kan dit lezen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    again = forms.ChoiceField(label=gettext_lazy("Volgend gesprek"), choices=AGAIN, required=False)


class HeldForm:
    """All of a conversation that was held: what came back, the agenda, agreements, note."""

    def __init__(self, request: HttpRequest, talk: Conversation, leader: Person | None) -> None:
        data = request.POST or None
        owners = owners_of(talk, leader)
        self.asked, self.talk = request.POST, talk
        self.earlier = list(looking_back(talk))
        self.rest = TalkForm(data, initial={"note": talk.note})
        self.rows = [AgreedForm(owners, data, prefix=f"a{number}") for number in range(ROWS)]

    @property
    def first(self) -> AgreedForm:
        """The agreement that is always there to fill in."""
        return self.rows[0]

    @property
    def others(self) -> list[AgreedForm]:
        """Those for when there are more."""
        return self.rows[1:]

    def is_valid(self) -> bool:
        """Whether every part is in order; what lies ahead is not held by an empty page."""
        if not all([self.rest.is_valid(), *(row.is_valid() for row in self.rows)]):
            return False
        if self.talk.planned_for > timezone.localdate() and self.told() == self._nothing():
            self.rest.add_error("note", _("Er is niets ingevuld, en het gesprek moet nog komen."))
        return not self.errors

    def _nothing(self) -> Told:
        outcomes = dict.fromkeys((one.pk for one in self.earlier), Agreement.Outcome.OPEN.value)
        return Told(note=self.talk.note, discussed=[], outcomes=outcomes, agreed=[])

    @property
    def errors(self) -> bool:
        """Whether something is not in order."""
        return bool(self.rest.errors) or any(row.errors for row in self.rows)

    def told(self) -> Told:
        """What came out of it."""
        return Told(
            note=self.rest.cleaned_data["note"],
            discussed=[number_in(one) for one in self.asked.getlist("discussed")],
            outcomes={
                one.pk: self.asked.get(f"outcome-{one.pk}", Agreement.Outcome.OPEN)
                for one in self.earlier
            },
            agreed=[one for row in self.rows if (one := row.agreed())],
        )

    def weeks_ahead(self) -> int:
        """In how many weeks to talk again; 0 for not planned yet."""
        return int(self.rest.cleaned_data["again"] or 0)
