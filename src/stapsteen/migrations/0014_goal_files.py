

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stapsteen', '0013_own_goal_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='goal',
            name='year_groups',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.CreateModel(
            name='GoalImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('counts', models.JSONField(default=dict)),
                ('told', models.JSONField(default=list)),
                ('entries', models.JSONField(default=dict)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='stapsteen.framework')),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='GoalPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wholes', to='stapsteen.goal')),
                ('whole', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='stapsteen.goal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('goal', 'whole'), name='goal_part_once'), models.CheckConstraint(condition=models.Q(('goal', models.F('whole')), _negated=True), name='goal_part_of_another')],
            },
        ),
    ]
