"""A piece of Ben's, a picture, and issue 14 in the making."""

import pytest

from handbill.press.actions import draft_article


@pytest.fixture
def article(ben):
    return draft_article(
        group=ben.group, by=ben, title="Who fixes the lifts?", body="For forty-one days.", language="en"
    )
