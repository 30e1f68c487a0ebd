from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Job", "WorkerBeat"]


class Job(models.Model):
    """Work that was asked for: what the asker reads, and the only thing the asker writes.

    ``round`` counts how often it was asked for (``resume`` asks again). ``holder`` is the process
    that may write; a process that was thought dead and wakes up finds another name there.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Wacht")
        RUNNING = "running", _("Bezig")
        DONE = "done", _("Klaar")
        REFUSED = "refused", _("Kon niet")
        FAILED = "failed", _("Mislukt")
        CANCELLED = "cancelled", _("Gestopt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=60)
    key = models.CharField(max_length=160, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    round = models.PositiveSmallIntegerField(default=1)
    handed_over = models.BooleanField(default=False)
    holder = models.CharField(max_length=40, blank=True)
    cancel_asked = models.BooleanField(default=False)
    progress = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    message = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        indexes = [models.Index(fields=["state", "asked_at"])]

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen unless somebody resumes it."""
        return self.state not in {self.State.WAITING, self.State.RUNNING}


class WorkerBeat(models.Model):
    """The sign of life of one worker process; DBOS itself does not notice a dead one."""

    worker = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
