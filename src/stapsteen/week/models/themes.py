from __future__ import annotations

from django.db import models

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import Group, Person, SchoolYear


class Theme(models.Model):
    """Integrated teaching for a while: pupils' questions, things to hold, activities with goals."""

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="themes")
    title = models.CharField(max_length=120)
    pictogram = models.CharField(max_length=40, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    groups = models.ManyToManyField(Group, related_name="themes", blank=True)
    materials = models.JSONField(default=list, blank=True)  # concrete things, a line each
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__lte=models.F("ends")), name="theme_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ThemeQuestion(models.Model):
    """A question that a pupil, or a group, asks in a theme."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300)
    asked_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="theme_questions"
    )
    at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["at", "pk"]


class ThemeActivity(models.Model):
    """Something that is done in a theme, and the goals of several subjects it carries."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="activities")
    title = models.CharField(max_length=160)
    pictogram = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    goals = models.ManyToManyField(Goal, related_name="theme_activities", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title
