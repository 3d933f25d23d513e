"""What was agreed before goes out in every language it was agreed in."""

from collections import defaultdict

from django.db import migrations


def fill(apps, _schema):
    standing = defaultdict(dict)
    rows = apps.get_model("learn", "Answer").objects.filter(withdrawn_at=None).exclude(agreed_at=None)
    for question_id, language, text in rows.values_list("question", "language", "text"):
        standing[question_id][language] = text
    questions = apps.get_model("facts", "Question").objects
    for question_id, answers in standing.items():
        questions.filter(pk=question_id).update(answer_by_language=answers)


class Migration(migrations.Migration):
    dependencies = [("learn", "0001_questions_and_answers"), ("facts", "0003_answers_by_language")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
