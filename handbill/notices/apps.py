"""The room as an application: asks for notices when their moment has come."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "handbill.notices"

    def ready(self):
        from handbill.base import spots
        from handbill.notices import moments
        from handbill.notices.parts import notices_of_mine

        moments.listen()
        spots.put("accounts.mine", notices_of_mine)
