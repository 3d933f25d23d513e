"""The one thing a debrief keeps of its own: which question a remark answers. The remark itself is a sealed fact."""

from django.db import models

from handbill.accounts.models import Group
from handbill.base.fields import Id16Field
from handbill.base.rows import WrittenOnce
from handbill.debrief.prompts import Prompt
from handbill.plan.models import Outing


class PromptedRemark(WrittenOnce):
    """`fact_id` is the remark's; remarks noted on phones answer no question and have no such row."""

    group = models.ForeignKey(Group, models.PROTECT)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="prompted_remarks")
    fact_id = Id16Field()
    prompt = models.CharField(max_length=16)  # one of Prompt; its words live in code

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "fact_id"], name="a_remark_answers_one_question"),
            models.CheckConstraint(condition=models.Q(prompt__in=Prompt.values), name="prompt_is_known"),
        ]
