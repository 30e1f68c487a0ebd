from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import Person


class PersonalGoal(models.Model):
    """A goal that a person works on, from when to when.

    It is one of the school's goals, or (``goal`` empty) one in the person's own words, or one outside
    the national set that was agreed for this person, with the ``reason``.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CHOSEN = "chosen", _("Gekozen")
        BUSY = "busy", _("Mee bezig")
        CLAIMED = "claimed", _("Ik kan het")
        AGREED = "agreed", _("Behaald")
        KEPT_UP = "kept_up", _("Bijgehouden")

    class Kind(models.TextChoices):
        CURRICULUM = "curriculum", _("Van de leerlijn")
        OWN = "own", _("Eigen doel")
        OUTSIDE = "outside", _("Buiten de kerndoelen")

    person = models.ForeignKey(Person, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="held_by")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CURRICULUM)
    own_title = models.CharField(max_length=200, blank=True)
    pictogram = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHOSEN)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # who let it go, and so may take it up again
    set_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "goal"],
                condition=models.Q(ends__isnull=True),
                name="goal_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "own_title"],
                condition=models.Q(ends__isnull=True, goal__isnull=True),
                name="own_goal_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(goal__isnull=False) | ~models.Q(own_title=""),
                name="personal_goal_says_what",
            ),
        ]


class GoalStep(models.Model):
    """That a personal goal came into a state: who did it, when. The last one holds."""

    personal_goal = models.ForeignKey(PersonalGoal, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=8, choices=PersonalGoal.State.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]
