"""The room as an application: listens for members who leave, puts its part on the outing's page."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "handbill.followup"

    def ready(self):
        from handbill.base import spots
        from handbill.followup import (  # noqa: F401  connect their receivers
            leaving,
            themselves,
        )
        from handbill.followup.asked_part import asked_on_today
        from handbill.followup.outing_part import getting_back

        spots.put("plan.outing", getting_back)
        spots.put("desk.to_do", asked_on_today)
