"""The room as an application: asks for reminders when their hour has come."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "handbill.mail"

    def ready(self):
        from handbill.base import spots
        from handbill.mail import reminders
        from handbill.mail.parts import reminders_of_mine

        reminders.listen()
        spots.put("accounts.mine", reminders_of_mine)
