"""Adding and changing many rows at once, in a way that can be taken back as a whole.

A ledger writes rows in bulk and remembers what it did: which rows it added, and what changed rows held
before. ``take_back`` undoes that, and refuses when others have built on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils.translation import gettext as _

from stapsteen.kit.refused import Refused

Row = TypeVar("Row", bound=models.Model)
BATCH = 500


@dataclass(frozen=True)
class Entry:
    """One row that was added (``before`` is None) or changed."""

    model: str
    row: int
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass
class Ledger:
    """Writes rows, and keeps an entry of each."""

    entries: list[Entry] = field(default_factory=list)

    def add(self, rows: Iterable[Row]) -> list[Row]:
        """Add rows of one kind in bulk; they come back with their numbers."""
        made: list[Row] = []
        listed = list(rows)
        if listed:
            manager: models.Manager[Row] = type(listed[0])._default_manager
            made = manager.bulk_create(listed, batch_size=BATCH)
        self.entries += [Entry(type(one).__name__, int(one.pk), None, {}) for one in made]
        return made

    def change(self, row: models.Model, **fields: Any) -> None:
        """Change some fields of one row."""
        before = {name: _plain(getattr(row, name)) for name in fields}
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        after = {name: _plain(value) for name, value in fields.items()}
        self.entries.append(Entry(type(row).__name__, int(row.pk), before, after))


@transaction.atomic
def take_back(entries: Sequence[Entry]) -> None:
    """Undo what a ledger did, the last entry first.

    Raises ``Refused`` when a changed row has been changed since, or when other data has come to hang
    on an added row; nothing is undone then.
    """
    for entry in reversed(entries):
        if entry.before is not None:
            _restore(entry)
    added = [entry for entry in entries if entry.before is None]
    _refuse_built_upon(added)
    for name in dict.fromkeys(entry.model for entry in reversed(added)):
        numbers = [entry.row for entry in added if entry.model == name]
        for start in range(0, len(numbers), BATCH):
            _model(name)._default_manager.filter(pk__in=numbers[start : start + BATCH]).delete()


def _restore(entry: Entry) -> None:
    row = _model(entry.model)._default_manager.filter(pk=entry.row).first()
    if row is None or {n: _plain(getattr(row, n)) for n in entry.after} != entry.after:
        raise Refused(
            _("Na het inlezen is er iets veranderd dat hierop verder bouwt."),
            _("Zet die verandering eerst terug, of verbeter de gegevens zelf."),
        )
    for name, value in (entry.before or {}).items():
        wanted = cast("models.Field[Any, Any]", row._meta.get_field(name)).to_python(value)
        setattr(row, name, wanted)
    row.save(update_fields=list(entry.before or {}))


def _refuse_built_upon(added: Sequence[Entry]) -> None:
    """Look at everything that would go along, and refuse when some of it is not ours."""
    ours: dict[type[models.Model], set[int]] = {}
    for entry in added:
        ours.setdefault(_model(entry.model), set()).add(entry.row)
    collector = Collector(using="default")
    collector.can_fast_delete = lambda *_args, **_more: False  # type: ignore[method-assign]
    others: list[models.Model] = []
    for model, numbers in ours.items():
        listed = sorted(numbers)
        for start in range(0, len(listed), BATCH):
            rows = model._default_manager.filter(pk__in=listed[start : start + BATCH])
            try:
                collector.collect(rows, fail_on_restricted=False)
            except ProtectedError as protected:  # rows of ours protect each other, that is fine
                others += protected.protected_objects
    others += [one for rows in collector.data.values() for one in rows]
    not_ours = [one for one in others if one.pk not in ours.get(type(one), ())]
    if not_ours:
        _refuse(not_ours)


def _refuse(others: Sequence[models.Model]) -> None:
    names = ", ".join(sorted({str(one._meta.verbose_name) for one in others}))
    raise Refused(
        _("Er is al verder gewerkt met wat is ingelezen (%(n)s keer: %(names)s).")
        % {"n": len(others), "names": names},
        _("Verbeter de gegevens zelf, of zet een reservekopie terug."),
    )


def _model(name: str) -> type[models.Model]:
    return apps.get_model("stapsteen", name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
