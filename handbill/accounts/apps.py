"""The room as an application: nothing typed at the sign-in goes to disk."""

from django.apps import AppConfig
from django.db.models.signals import pre_save


class AccountsConfig(AppConfig):
    name = "handbill.accounts"

    def ready(self):
        from handbill.accounts.tries import empty_attempt

        pre_save.connect(empty_attempt, sender="axes.AccessAttempt", dispatch_uid="accounts.tries")
