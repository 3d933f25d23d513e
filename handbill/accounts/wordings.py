"""The words people are asked to agree to, before the group has written its own."""

from django.utils import translation
from django.utils.translation import gettext as _

from handbill.accounts.models import Group, Wording

FOLLOW_UP_CHANNELS = ("phone", "text", "signal", "whatsapp", "telegram", "email", "post", "other")


def first_wordings(group: Group) -> list[Wording]:
    """Made at founding, in the group's language."""
    with translation.override(group.language):
        follow_up = _("Only to get back to you about what we talked about. Ask us any time and we delete it.")
        news = _("To send you our paper and news by e-mail. You can stop it any time.")
        texts = _("To send you a text message when something is on. You can stop it any time.")
    wanted = [("follow_up", channel, follow_up) for channel in FOLLOW_UP_CHANNELS]
    wanted += [("news", "email", news), ("texts", "text", texts)]
    rows = [
        Wording(group=group, number=number, purpose=purpose, channel=channel, language=group.language, text=text)
        for number, (purpose, channel, text) in enumerate(wanted, 1)
    ]
    return Wording.objects.bulk_create(rows)
