"""The room as an application: listens for members who leave."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "handbill.people"

    def ready(self):
        from handbill.people import leaving  # noqa: F401  connects its receiver
        from handbill.people.merging import ending  # noqa: F401  its round destroys cards kept back for 30 days
