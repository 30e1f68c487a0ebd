from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stapsteen.week.models.plans import Plan, PlanInForce, PlanningRun

__all__ = ["Edit", "Lock", "Version"]


class Version(models.Model):
    """A timetable that people work on by hand, until it is published.

    It begins as a ``base`` plan. ``solution`` is how it stands now, and ``revision`` counts what was
    done to it: whoever changes it names the revision they saw, so that nobody writes over another.
    ``head`` is the newest edit that holds; undo and redo move it along the edits. Publishing makes a
    ``plan`` of it that holds from a date.
    """

    class State(models.TextChoices):
        WORKING = "working", _("Werkversie")
        PUBLISHED = "published", _("Gepubliceerd")

    base = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WORKING)
    revision = models.PositiveIntegerField(default=0)
    solution = models.JSONField()
    head = models.ForeignKey("Edit", models.RESTRICT, null=True, blank=True, related_name="+")
    plan = models.OneToOneField(Plan, models.PROTECT, null=True, blank=True, related_name="version")
    before = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="+")
    in_force = models.OneToOneField(
        PlanInForce, models.SET_NULL, null=True, blank=True, related_name="version"
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["base"],
                condition=models.Q(state="working"),
                name="one_working_version_a_plan",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def run(self) -> PlanningRun:
        """The question to the planner that it all began with."""
        return self.base.run

    @property
    def rest_key(self) -> str:
        """The key of the long work that plans the rest of this revision."""
        return f"rest-{self.pk}-{self.revision}"


class Edit(models.Model):
    """Something that was done to a version; it is never changed or removed.

    ``number`` is the revision that it made. The lesson in hand went from time ``was`` to time ``now``;
    ``changes`` lists, for every event that changed, time and resources before and after, and ``renamed``
    which event a placement belongs to since. ``after`` is the edit that held before this one; undoing
    and redoing are edits that name the edit they are ``of``.
    """

    class Kind(models.TextChoices):
        MOVE = "move", _("verplaatst")
        GENTLE = "gentle", _("verplaatst, de rest verschoof zo weinig mogelijk")
        REST = "rest", _("de rest gepland")
        UNDO = "undo", _("ongedaan gemaakt")
        REDO = "redo", _("opnieuw gedaan")
        LOCK = "lock", _("vastgezet")
        UNLOCK = "unlock", _("losgemaakt")

    version = models.ForeignKey(Version, models.CASCADE, related_name="edits")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    event = models.CharField(max_length=200, blank=True)
    was = models.PositiveSmallIntegerField(null=True)
    now = models.PositiveSmallIntegerField(null=True)
    changes = models.JSONField(default=list)
    renamed = models.JSONField(default=dict)
    forced = models.BooleanField(default=False)
    after = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="next")
    of = models.ForeignKey("self", models.RESTRICT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="one_edit_a_revision")
        ]


class Lock(models.Model):
    """That somebody wants an event to stay where it is; the program never undoes it."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="locks")
    event = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "event"], name="one_lock_an_event")
        ]
