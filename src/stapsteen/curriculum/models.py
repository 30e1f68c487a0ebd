from __future__ import annotations

from django.db import models

from stapsteen.school.models import School, Subject

__all__ = ["Goal", "Method", "MethodLesson"]


class Goal(models.Model):
    """Something to learn, at a step of the subject's progression.

    Two steps make a school year: step 9 and 10 belong to group 5.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="goals")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="goals")
    step = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    pupil_title = models.CharField(max_length=200)  # "Ik kan ..."
    pictogram = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["subject__position", "step", "pk"]
        indexes = [models.Index(fields=["school", "subject", "step"])]

    def __str__(self) -> str:
        return self.title


class Method(models.Model):
    """A publisher's ordered list of lessons for a subject in a year group; titles only."""

    school = models.ForeignKey(School, models.CASCADE, related_name="methods")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="methods")
    year_group = models.CharField(max_length=2)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "subject", "year_group"], name="one_method_a_subject"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MethodLesson(models.Model):
    """One lesson of a method, in its place in the order of a week."""

    method = models.ForeignKey(Method, models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["method", "position"], name="method_lesson_once")
        ]
