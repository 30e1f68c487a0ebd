from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stapsteen.school.models import School

__all__ = ["ImportBatch", "ImportChange"]


class ImportBatch(models.Model):
    """One import of one file. It can be undone as a whole."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Ingelezen")
        UNDONE = "undone", _("Teruggedraaid")

    school = models.ForeignKey(School, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    format = models.CharField(max_length=20)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.APPLIED)
    applied_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-applied_at"]


class ImportChange(models.Model):
    """One row that an import added or changed, with what it held before."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    model = models.CharField(max_length=40)
    row = models.BigIntegerField()
    before = models.JSONField(null=True)  # None: the row was added
    after = models.JSONField()

    class Meta:
        ordering = ["position"]
