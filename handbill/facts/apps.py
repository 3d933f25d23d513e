"""The room as an application."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "handbill.facts"

    def ready(self) -> None:
        """The ledger of copies stands below and asks here what the phones noted."""
        from handbill.copies import noted
        from handbill.facts.copies_noted import reading_of

        noted.read_with(reading_of)
