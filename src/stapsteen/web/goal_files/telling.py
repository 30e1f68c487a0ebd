"""What a file does, as rows to read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stapsteen.curriculum.actions.bring_in import Brought


@dataclass(frozen=True)
class Row:
    """One kind of thing in a file: its name, and counts with what they are called."""

    name: str
    counts: tuple[tuple[str, int], ...]


def rows_of(seen: Brought) -> list[Row]:
    """Goals, links and core objectives; what does not occur is left out, save what is new."""
    names = {"goals": _("Doelen"), "links": _("Verbanden"), "objectives": _("Kerndoelen")}
    words = {
        "new": _("Nieuw"),
        "changed": _("Veranderd"),
        "kept": _("Houdt jullie eigen woorden"),
        "retired": _("Uit gebruik"),
        "restored": _("Weer in gebruik"),
        "gone": _("Vervalt"),
        "left_out": _("Weggelaten"),
        "same": _("Blijft zoals het is"),
    }
    return [
        Row(
            name,
            tuple(
                (word, seen.counts[key][kind])
                for kind, word in words.items()
                if kind == "new" or seen.counts[key].get(kind)
            ),
        )
        for key, name in names.items()
        if any(seen.counts[key].values())
    ]
