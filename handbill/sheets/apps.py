"""The room as an application: puts its part on the outing's page."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "handbill.sheets"

    def ready(self):
        from handbill.base import spots
        from handbill.sheets.parts import sheets_of_the_outing

        spots.put("plan.outing", sheets_of_the_outing)
