from __future__ import annotations

from django.db import models

from stapsteen.school.models.places import School


class LogLine(models.Model):
    """One thing somebody did. Written by every action, never changed afterwards."""

    school = models.ForeignKey(School, models.CASCADE, related_name="log")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=60)  # the action's name: enrol, publish_plan
    subject = models.CharField(
        max_length=200, blank=True
    )  # what it was done to; no pupil's content

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["school", "-at"])]
