from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stapsteen', '0012_evidence_again'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='personalgoal',
            constraint=models.UniqueConstraint(
                condition=models.Q(('ends__isnull', True), ('goal__isnull', True)),
                fields=('person', 'own_title'),
                name='own_goal_once_at_a_time',
            ),
        ),
    ]
