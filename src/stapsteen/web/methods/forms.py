from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.actions.methods import MOST_A_WEEK, MethodSheet
from stapsteen.curriculum.lesson_lines import LessonLine, lessons_in, text_of
from stapsteen.curriculum.models import Method
from stapsteen.kit.decoded import decoded
from stapsteen.kit.refused import Refused
from stapsteen.planner.organisation.tables import YEAR_GROUPS
from stapsteen.school.models import School, Subject

LARGEST = 1_000_000  # bytes: a list of 500 titles takes far less


class MethodForm(forms.Form):
    """A method: what it is called, for whom, its pace and its lessons."""

    name = forms.CharField(label=_("Naam van de methode"), max_length=80)
    subject: forms.ModelChoiceField[Subject] = forms.ModelChoiceField(
        None, label=_("Vak"), empty_label=None
    )
    year_group = forms.ChoiceField(
        label=_("Voor groep"), choices=[(one, one) for one in YEAR_GROUPS]
    )
    lessons_a_week = forms.IntegerField(
        label=_("Lessen in een week"), min_value=1, max_value=MOST_A_WEEK, initial=5
    )
    lessons = forms.CharField(
        label=_("Lessen"),
        help_text=_(
            "Een titel op elke regel. Wil je een les aan doelen binden, zet dan na een puntkomma de codes van de doelen."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(
        label=_("Of een CSV-bestand"),
        help_text=_("Met de kolommen titel en doelen."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt"}),
    )

    def __init__(self, data: Any, files: Any, school: School, method: Method | None = None) -> None:
        super().__init__(data, files, initial=_written(method) if method else None)
        self.fields["subject"].queryset = school.subjects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The lessons out of the file when there is one, else out of the text."""
        said = super().clean() or {}
        upload = said.get("file")
        try:
            if upload is not None and upload.size > LARGEST:
                raise Refused(
                    str(_("Dit bestand is te groot.")), str(_("Kies een lijst met titels."))
                )
            text = decoded(upload.read()) if upload is not None else said.get("lessons", "")
            said["lines"] = lessons_in(text)
        except Refused as refused:
            self.add_error("lessons", str(refused))
        return said

    def sheet(self) -> MethodSheet:
        """What was written."""
        said = self.cleaned_data
        return MethodSheet(
            said["subject"], said["year_group"], said["name"], said["lessons_a_week"], said["lines"]
        )


def _written(method: Method) -> dict[str, Any]:
    lines = [
        LessonLine(lesson.title, tuple(goal.code or goal.key for goal in lesson.goals.all()))
        for lesson in method.lessons.prefetch_related("goals")
    ]
    return {
        "name": method.name,
        "subject": method.subject,
        "year_group": method.year_group,
        "lessons_a_week": method.lessons_a_week,
        "lessons": text_of(lines),
    }
