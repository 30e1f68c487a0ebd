"""What a pupil can say in pictures: the pictogram of each topic and its words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PICTURES: dict[str, str | Promise] = {
    "star": _("Hier ben ik trots op"),
    "mountain": _("Dit is moeilijk"),
    "feelings": _("Hoe ik me voel"),
    "together": _("Samen met anderen"),
    "quiet": _("Rustig kunnen werken"),
    "raised-hand": _("Hulp vragen"),
    "target": _("Een nieuw doel"),
    "idea": _("Ik heb een idee"),
    "play": _("Spelen en pauze"),
    "home": _("Thuis"),
    "hourglass": _("Tijd en planning"),
    "question": _("Een vraag"),
}
