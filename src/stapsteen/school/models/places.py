from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Board(models.Model):
    """The board (bestuur) that one or more schools belong to."""

    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """One school. Everything else belongs to a school."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="schools")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=12, blank=True)  # BRIN with location, as in the export

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="school_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RoomKind(models.TextChoices):
    CLASSROOM = "classroom", _("Lokaal")
    GYM = "gym", _("Gymzaal")
    LEARNING_SQUARE = "learning_square", _("Leerplein")
    QUIET_ROOM = "quiet_room", _("Stilteruimte")
    ATELIER = "atelier", _("Atelier")
    OUTSIDE = "outside", _("Buiten")
    OTHER = "other", _("Andere ruimte")


class Room(models.Model):
    """A place with room for so many people."""

    school = models.ForeignKey(School, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=RoomKind.choices, default=RoomKind.CLASSROOM)
    capacity = models.PositiveSmallIntegerField(default=30)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["school", "name"], name="room_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class RoomOpening(models.Model):
    """When a room can be used. A room without openings can always be used."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField()  # 1 Monday .. 5 Friday
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__lt=models.F("ends")), name="opening_in_order"
            )
        ]
