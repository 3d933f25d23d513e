"""The room as an application."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "handbill.press"

    def ready(self):
        from handbill.press.actions import prints  # noqa: F401  puts its work on the list of jobs
