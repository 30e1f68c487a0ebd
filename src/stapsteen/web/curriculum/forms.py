"""The forms with which goals are written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stapsteen.accounts.models import User
from stapsteen.curriculum.access import goals_for, objectives_for, progressions_for
from stapsteen.curriculum.actions.goals import MOST_PARTS
from stapsteen.curriculum.models import Goal
from stapsteen.curriculum.wording import LAST_STEP, Place, Wording, pictograms, wording_of
from stapsteen.school.models import Subject

SHORT = {"rows": 2}


class WordingForm(forms.Form):
    """The words of a goal."""

    title = forms.CharField(
        label=gettext_lazy("Voor het team"),
        max_length=400,
        help_text=gettext_lazy("Wat je ziet als het lukt, in een zin."),
        widget=forms.Textarea(attrs=SHORT),
    )
    pupil_title = forms.CharField(
        label=gettext_lazy("Voor de leerling"),
        max_length=200,
        help_text=gettext_lazy("Begin met “Ik kan”. Korte woorden."),
    )
    pictogram = forms.ChoiceField(label=gettext_lazy("Plaatje"), required=False)
    quick_check = forms.CharField(
        label=gettext_lazy("Even kijken"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Hoe je het in vijf minuten ziet."),
        widget=forms.Textarea(attrs=SHORT),
    )
    description = forms.CharField(
        label=gettext_lazy("Uitleg"), required=False, widget=forms.Textarea(attrs=SHORT)
    )
    title_en = forms.CharField(
        label=gettext_lazy("Voor het team, Engels"), max_length=400, required=False
    )
    pupil_title_en = forms.CharField(
        label=gettext_lazy("Voor de leerling, Engels"), max_length=200, required=False
    )
    quick_check_en = forms.CharField(
        label=gettext_lazy("Even kijken, Engels"), max_length=300, required=False
    )

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        shown = sorted(pictograms(), key=lambda one: one[1])
        self.fields["pictogram"] = forms.ChoiceField(
            label=_("Plaatje"), required=False, choices=[("", _("Geen plaatje")), *shown]
        )

    def wording(self) -> Wording:
        """What was written down."""
        return Wording(**{name: self.cleaned_data[name] for name in Wording.__dataclass_fields__})


class GoalForm(WordingForm):
    """The words of a goal and its place; what it needs and serves is ticked beside it."""

    step = forms.TypedChoiceField(label=gettext_lazy("Wanneer meestal"), coerce=int)
    progression: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Leerlijn"),
        required=False,
        empty_label=gettext_lazy("Zonder leerlijn"),
    )
    needs: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, required=False
    )
    objectives: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        None, required=False
    )
    field_order = ("title", "pupil_title", "step", "progression", "pictogram", "quick_check")

    def __init__(self, viewer: User, subject: Subject, data: Any, goal: Goal | None = None) -> None:
        super().__init__(data, initial=_written(goal) if goal else {"step": 9})
        self.subject = subject
        self.fields["step"].choices = list(_steps())  # type: ignore[attr-defined]
        for name, rows in (
            ("progression", progressions_for(viewer).filter(subject=subject)),
            ("needs", goals_for(viewer)),
            ("objectives", objectives_for(viewer)),
        ):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def place(self) -> Place:
        """Where the goal stands."""
        given = self.cleaned_data
        return Place(
            self.subject,
            given["step"],
            given["progression"],
            tuple(given["needs"]),
            tuple(given["objectives"]),
        )


def _written(goal: Goal) -> dict[str, Any]:
    words = wording_of(goal)
    return {
        **{name: getattr(words, name) for name in Wording.__dataclass_fields__},
        "step": goal.step,
        "progression": goal.progression_id,
    }


def _steps() -> Iterable[tuple[int, str]]:
    for step in range(1, LAST_STEP + 1):
        half = _("eerste helft") if step % 2 else _("tweede helft")
        yield step, _("groep %(group)s, %(half)s") % {"group": (step + 1) // 2, "half": half}


class PartForm(forms.Form):
    """A part of a goal, or what goals become: the words that cannot be guessed."""

    title = forms.CharField(label=gettext_lazy("Voor het team"), max_length=400, required=False)
    pupil_title = forms.CharField(
        label=gettext_lazy("Voor de leerling"), max_length=200, required=False
    )

    def wording(self, like: Goal) -> Wording:
        """The words, with the pictogram of the goal it comes from."""
        return Wording(
            self.cleaned_data["title"], self.cleaned_data["pupil_title"], pictogram=like.pictogram
        )


Parts = forms.formset_factory(PartForm, extra=3, max_num=MOST_PARTS, validate_max=True)
