"""The room as an application."""

from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "handbill.learn"
