"""A question keeps what is agreed now in every language, so that an outing's phones get the one spoken there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_topics_reached_sign_ups")]
    operations = [migrations.AddField("question", "answer_by_language", models.JSONField(blank=True, default=dict))]
