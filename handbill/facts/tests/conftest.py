"""Stacks of copies at Ada's stall."""

import pytest

from handbill.facts.tests.entries import Stack


@pytest.fixture
def stack(outing) -> Stack:
    return Stack(outing)


@pytest.fixture
def other_stack(outing) -> Stack:
    return Stack(outing)
