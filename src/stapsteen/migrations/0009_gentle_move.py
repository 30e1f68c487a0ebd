from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stapsteen', '0008_workshops_otherwise'),
    ]

    operations = [
        migrations.AlterField(
            model_name='edit',
            name='kind',
            field=models.CharField(choices=[('move', 'verplaatst'), ('gentle', 'verplaatst, de rest verschoof zo weinig mogelijk'), ('rest', 'de rest gepland'), ('undo', 'ongedaan gemaakt'), ('redo', 'opnieuw gedaan'), ('lock', 'vastgezet'), ('unlock', 'losgemaakt')], max_length=10),
        ),
    ]
