"""The room as an application: shows a member's phones on her page, and lets go of them when everything of hers ends."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "handbill.plan"

    def ready(self):
        from handbill.accounts.devices import all_ended
        from handbill.base.spots import put
        from handbill.plan.phones import end_phones_of, part_of_devices

        all_ended.connect(end_phones_of, dispatch_uid="plan.phones")
        put("accounts.devices", part_of_devices)
