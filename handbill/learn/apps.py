"""The room as an application."""

from django.apps import AppConfig


class LearnConfig(AppConfig):
    name = "handbill.learn"

    def ready(self):
        from handbill.base import spots
        from handbill.copies import opened
        from handbill.learn.bringing_page import bring_part, brought_part
        from handbill.learn.bringing_print_run import print_run_part
        from handbill.learn.passing import scans_as_shown

        spots.put("plan.bring", bring_part)
        spots.put("debrief.copies", brought_part)
        spots.put("copies.issue", print_run_part)
        opened.show_by(scans_as_shown)
