from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stapsteen", "0015_settled_state"),
    ]

    operations = [
        migrations.AddField(
            model_name="themeactivity",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="themequestion",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
