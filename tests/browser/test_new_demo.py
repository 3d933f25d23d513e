"""The first look round: the very process that invented the year answers, also on pages that set type."""

import pytest

from tests.browser.stage import Server
from tests.browser.test_nine_of_nine import Member

pytestmark = [pytest.mark.browser, pytest.mark.phone_alone]  # the same on either database


def test_an_issue_opens_in_a_demo_that_was_just_built(tmp_path, chromium):
    """Its pieces were set in type while the year was invented; what that left behind must not hold up the worker."""
    server = Server(tmp_path / "demo", "demo").start()
    mira = None
    try:
        mira = Member(chromium, server, "mira")
        page = mira.opens("paper/")
        page.get_by_role("link", name="Stairwell 15").click()
        page.get_by_role("heading", name="Running order").wait_for()
        front = page.request.get(f"{page.url}front.png")
        assert front.status == 200 and front.body().startswith(b"\x89PNG")
    finally:
        if mira:
            mira.page.context.close()
        server.stop()
