"""The points of the scales on which people say what they see."""

from __future__ import annotations

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    """What somebody saw a pupil do."""

    NOT_YET = 1, _("Nog niet")
    WITH_HELP = 2, _("Met hulp")
    ALONE = 3, _("Zelf")
    ELSEWHERE = 4, _("Ook elders")


class OwnView(IntegerChoices):
    """How a pupil thinks it goes."""

    HARD = 1, _("Dit is nog lastig")
    HALFWAY = 2, _("Het lukt een beetje")
    GOOD = 3, _("Het lukt goed")
