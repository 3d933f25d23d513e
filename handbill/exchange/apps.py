"""The room as an application: puts a member's calendar address on her own page."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "handbill.exchange"

    def ready(self):
        from handbill.base import spots
        from handbill.exchange.parts import calendar_on_my_page

        spots.put("accounts.mine", calendar_on_my_page)
