from __future__ import annotations

from django.db import models

from stapsteen.curriculum.models.frameworks import Framework


class GoalImport(models.Model):
    """One file of goals that was brought in, and what it did: it can be taken back as a whole.

    ``counts`` and ``told`` are for people. ``entries`` says per kind which rows were touched, with
    how a changed goal was before and became.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    counts = models.JSONField(default=dict)
    told = models.JSONField(default=list)
    entries = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
