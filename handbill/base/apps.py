"""The room as an application."""

from django.apps import AppConfig
from django.conf import settings

from handbill.base.catalogues import compile_stale


class BaseConfig(AppConfig):
    name = "handbill.base"

    def ready(self):
        """Before the first text is shown: what translators changed since the last start."""
        compile_stale(settings.LOCALE, settings.LOCALE_PATHS[0])
