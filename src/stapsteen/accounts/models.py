from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from stapsteen.school.access import on
from stapsteen.school.models import Board, Person, School

__all__ = ["FileOpened", "ScreenChoice", "User"]


class Users(BaseUserManager["User"]):
    """Makes users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A log-in. What somebody may do follows from the roles of the person behind it."""

    email = models.EmailField(unique=True, null=True, blank=True)
    person = models.OneToOneField(
        Person, models.CASCADE, null=True, blank=True, related_name="user"
    )
    board = models.ForeignKey(Board, models.CASCADE, null=True, blank=True, related_name="users")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Users()

    @property
    def school(self) -> School | None:
        """The school this user belongs to; None for a board."""
        return self.person.school if self.person else None

    @cached_property
    def roles(self) -> frozenset[str]:
        """The kinds of role held today."""
        if self.person is None:
            return frozenset({"board_member"} if self.board_id else ())
        return frozenset(self.person.roles.filter(on()).values_list("kind", flat=True))

    def __str__(self) -> str:
        return self.person.name if self.person else (self.email or f"#{self.pk}")


class FileOpened(models.Model):
    """Who opened a pupil's file, when: written by the pages that show one pupil."""

    pupil = models.ForeignKey(Person, models.CASCADE, related_name="file_openings")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    page = models.CharField(max_length=80)

    class Meta:
        ordering = ["-at"]


class ScreenChoice(models.Model):
    """How the screens of one person are: for a pupil chosen with the coach, per child and not per class.

    ``few_at_once`` shows three things a page. Without a row the mode follows from the year group.
    """

    class Reading(models.TextChoices):
        PICTURES = "pictures", _("Plaatjes en geluid")
        SHORT = "short", _("Korte tekst met plaatjes")
        TEXT = "text", _("Tekst")

    person = models.OneToOneField(Person, models.CASCADE, related_name="screen_choice")
    reading = models.CharField(max_length=8, choices=Reading.choices)
    few_at_once = models.BooleanField(default=False)
    set_at = models.DateTimeField(auto_now=True)
    set_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
