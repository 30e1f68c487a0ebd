from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import Person

__all__ = ["Evidence", "PersonalGoal"]


class PersonalGoal(models.Model):
    """A goal that a person works on, from when to when."""

    class State(models.TextChoices):
        CHOSEN = "chosen", _("Gekozen")
        BUSY = "busy", _("Mee bezig")
        AGREED = "agreed", _("Behaald")

    person = models.ForeignKey(Person, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="held_by")
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHOSEN)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "goal"],
                condition=models.Q(ends__isnull=True),
                name="goal_once_at_a_time",
            )
        ]


class Evidence(models.Model):
    """What was seen of a person on a goal. A fact: never changed, only added to."""

    class Source(models.TextChoices):
        OBSERVATION = "observation", _("Waarneming")
        PRACTICE = "practice", _("Oefening")
        TEST = "test", _("Toets")
        SELF = "self", _("Eigen inschatting")

    person = models.ForeignKey(Person, models.CASCADE, related_name="evidence")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="evidence")
    source = models.CharField(max_length=12, choices=Source.choices)
    shown = models.BooleanField()  # whether the goal was shown to be mastered
    at = models.DateTimeField()
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["person", "goal"])]
