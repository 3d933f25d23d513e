"""The room as an application: listens for members who leave, puts its part on the outing's page."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "handbill.followup"

    def ready(self):
        from handbill.base import spots
        from handbill.followup import leaving  # noqa: F401  connects its receiver
        from handbill.followup.outing_part import getting_back

        spots.put("plan.outing", getting_back)
