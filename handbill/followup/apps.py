"""The room as an application: listens for members who leave."""

from django.apps import AppConfig


class FollowUpConfig(AppConfig):
    name = "handbill.followup"

    def ready(self):
        from handbill.followup import leaving  # noqa: F401  connects its receiver
