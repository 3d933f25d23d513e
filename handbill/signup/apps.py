"""The room as an application: puts its parts on Today and on the Paper pages, forgets in time."""

from django.apps import AppConfig


class SignUpConfig(AppConfig):
    name = "handbill.signup"

    def ready(self):
        from handbill.base import spots
        from handbill.press.web.parts import of_an_issue, on_the_paper_page
        from handbill.signup import forgetting
        from handbill.signup.parts import waiting_to_be_looked_at

        forgetting.listen()
        spots.put("press.paper", on_the_paper_page)
        spots.put("press.published", of_an_issue)
        spots.put("desk.to_do", waiting_to_be_looked_at)
