from __future__ import annotations

from django.db import models

from stapsteen.curriculum.models.goals import Goal
from stapsteen.school.models import Group, School, Subject


class Method(models.Model):
    """A publisher's ordered list of lessons for a subject in a year group; titles only.

    ``lessons_a_week`` is its pace. Whether it leads or is a quarry is the policy's. One that was
    removed or changed is kept with the moment, so that it can come back.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="methods")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="methods")
    year_group = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    lessons_a_week = models.PositiveSmallIntegerField(default=5)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "subject", "year_group"],
                condition=models.Q(removed_at__isnull=True),
                name="one_method_a_subject",
            )
        ]

    def __str__(self) -> str:
        return self.name


class MethodLesson(models.Model):
    """One lesson of a method, in its place in the order, with the goals it works on."""

    method = models.ForeignKey(Method, models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    goals = models.ManyToManyField(Goal, related_name="method_lessons", blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["method", "position"], name="method_lesson_once")
        ]


class MethodPlace(models.Model):
    """How far a group is in a method: the position of the last lesson given. The newest holds."""

    method = models.ForeignKey(Method, models.CASCADE, related_name="places")
    group = models.ForeignKey(Group, models.CASCADE, related_name="method_places")
    position = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
