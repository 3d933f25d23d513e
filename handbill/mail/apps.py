"""The room as an application: asks for reminders when their hour has come."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "handbill.mail"

    def ready(self):
        from handbill.base import spots
        from handbill.mail import inbox, reminders
        from handbill.mail.parts import edition_of_an_issue, mailings_of_the_paper, reminders_of_mine

        reminders.listen()
        inbox.listen()
        spots.put("accounts.mine", reminders_of_mine)
        spots.put("press.paper", mailings_of_the_paper)
        spots.put("press.published", edition_of_an_issue)
