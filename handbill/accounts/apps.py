"""The room as an application: nothing typed at the sign-in goes to disk; Today tells organisers what others did."""

from django.apps import AppConfig
from django.db.models.signals import pre_save


class AccountsConfig(AppConfig):
    name = "handbill.accounts"

    def ready(self):
        from handbill.accounts.audit_page import part_of_today
        from handbill.accounts.tries import empty_attempt
        from handbill.base.spots import put

        put("desk.today", part_of_today)
        pre_save.connect(empty_attempt, sender="axes.AccessAttempt", dispatch_uid="accounts.tries")
