"""The index on person and goal answers by itself who was seen on what: coverage of a school reads no evidence."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stapsteen", "0023_proposal_taken_back")]

    operations = [
        migrations.RemoveIndex(
            model_name="evidence", name="stapsteen_e_person__fafb74_idx"
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                fields=["person", "goal", "withdrawn_at", "kind"],
                name="stapsteen_e_person__21f0a5_idx",
            ),
        ),
    ]
