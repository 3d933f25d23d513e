"""The room as an application: a member's calendar address on her own page; what other programmes are told."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "handbill.exchange"

    def ready(self):
        from handbill.base import spots
        from handbill.exchange.parts import calendar_on_my_page, paused_webhooks
        from handbill.exchange.webhooks import happenings

        happenings.listen()
        spots.put("accounts.mine", calendar_on_my_page)
        spots.put("desk.to_do", paused_webhooks)
