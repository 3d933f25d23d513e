"""The room as an application."""

from django.apps import AppConfig


class SignUpConfig(AppConfig):
    name = "handbill.signup"
