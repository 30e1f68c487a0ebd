from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stapsteen", "0017_methods_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="retry",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)),
                fields=["source", "external_key"],
                name="evidence_taken_back",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="normedresult",
            name="normed_result_once",
        ),
        migrations.AddConstraint(
            model_name="normedresult",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("person", "subject", "test", "taken_on"),
                name="normed_result_once",
            ),
        ),
    ]
