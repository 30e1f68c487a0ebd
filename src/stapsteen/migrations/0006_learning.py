from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KINDS = {"observation": "observation", "practice": "answer", "test": "answer", "self": "self"}


def say_how_much(apps: StateApps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give evidence of before its value: seen alone or not yet, right or wrong."""
    evidence = apps.get_model("stapsteen", "Evidence").objects
    for before, after in KINDS.items():
        low, high = (0, 1) if after == "answer" else (1, 3)
        of_kind = evidence.filter(kind=before)
        of_kind.filter(shown=True).update(value=high)
        of_kind.filter(shown=False).update(value=low)
        of_kind.update(kind=after)


class Migration(migrations.Migration):
    dependencies = [("stapsteen", "0005_changes")]

    operations = [
        migrations.RenameField("evidence", "source", "kind"),
        migrations.AddField("evidence", "value", models.FloatField(default=0), preserve_default=False),
        migrations.RunPython(say_how_much, migrations.RunPython.noop),
        migrations.RemoveField("evidence", "shown"),
    ]
