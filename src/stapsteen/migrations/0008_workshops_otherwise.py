from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stapsteen", "0007_learning_route")]

    operations = [
        migrations.AddField("changedday", "sessions", models.JSONField(default=list)),
        migrations.AddField("weekchange", "sessions", models.JSONField(default=list)),
    ]
