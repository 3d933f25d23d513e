import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('copies', '0001_initial'),
        ('press', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='runningpiece',
            name='beside',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sides', to='press.runningpiece'),
        ),
        migrations.AddConstraint(
            model_name='runningpiece',
            constraint=models.CheckConstraint(condition=models.Q(('beside__isnull', True), models.Q(('beside', models.F('id')), _negated=True), _connector='OR'), name='no_piece_is_beside_itself'),
        ),
        migrations.AddConstraint(
            model_name='runningpiece',
            constraint=models.CheckConstraint(condition=models.Q(('beside__isnull', True), ('is_lead', False), _connector='OR'), name='a_piece_beside_another_does_not_lead'),
        ),
    ]
