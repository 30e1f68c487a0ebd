from __future__ import annotations

from django.db import models
from django.utils.dates import WEEKDAYS

from stapsteen.curriculum.models import Goal
from stapsteen.school.models import Person, Room, SchoolYear, Subject


class InstructionBlock(models.Model):
    """A moment of the week at which pupils are taught in groups by what they are ready for.

    ``weekday``, ``starts`` and ``ends`` say when; the groups made for it hold until ``expires_on``.
    """

    year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="instruction_blocks")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="instruction_blocks")
    name = models.CharField(max_length=80)
    weekday = models.PositiveSmallIntegerField()  # 1 Monday .. 5 Friday
    starts = models.TimeField()
    ends = models.TimeField()
    pupils = models.ManyToManyField(Person, related_name="instruction_blocks", blank=True)
    begins_on = models.DateField()
    expires_on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "stapsteen.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(
        default=dict, blank=True
    )  # how it was, and is, with the last proposal

    class Meta:
        ordering = ["-begins_on", "weekday", "starts"]

    def __str__(self) -> str:
        return self.name

    @property
    def day_name(self) -> str:
        """The name of its weekday."""
        return str(WEEKDAYS[self.weekday - 1])


class InstructionGroup(models.Model):
    """Pupils who are taught one goal together by somebody somewhere. ``goal`` empty: works alone."""

    block = models.ForeignKey(InstructionBlock, models.CASCADE, related_name="groups")
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="instruction_groups"
    )
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="instruction_groups"
    )
    room = models.ForeignKey(
        Room, models.PROTECT, null=True, blank=True, related_name="instruction_groups"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]


class InstructionSeat(models.Model):
    """That a pupil is in an instruction group, why, and whether a teacher put it there."""

    group = models.ForeignKey(InstructionGroup, models.CASCADE, related_name="seats")
    pupil = models.ForeignKey(Person, models.CASCADE, related_name="instruction_seats")
    reason = models.JSONField(default=dict)  # the kind of reason and what it names
    check_first = models.BooleanField(default=False)
    by_hand = models.BooleanField(default=False)
    starts_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "pupil"],
                condition=models.Q(left_at__isnull=True),
                name="instruction_seat_once",
            )
        ]
