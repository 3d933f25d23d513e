"""The room as an application: listens for members who leave."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "handbill.people"

    def ready(self):
        from handbill.base import spots
        from handbill.people import leaving  # noqa: F401  connects its receiver
        from handbill.people.carrying_over import part_of_keys
        from handbill.people.forgetting_views import notices_on_today
        from handbill.people.merging import ending  # noqa: F401  its round destroys cards kept back for 30 days

        spots.put("desk.to_do", notices_on_today)
        spots.put("accounts.keys", part_of_keys)
