

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stapsteen', '0016_theme_parts_withdrawn'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='method',
            name='one_method_a_subject',
        ),
        migrations.AddField(
            model_name='method',
            name='removed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='method',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('school', 'subject', 'year_group'), name='one_method_a_subject'),
        ),
    ]
