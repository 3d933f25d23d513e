"""`handbill paper-files`: the published paper as a folder; a sentence where there is nothing to write."""

from argparse import Namespace
from pathlib import Path

import pytest

from handbill.desk.commands import paper_files
from handbill.press.web.tests.conftest import *  # noqa: F403  issue 14

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def opened(monkeypatch):
    """The database of the test is open already."""
    monkeypatch.setattr(paper_files, "open_instance", lambda migrate: None)


def options(folder: Path, group: str = "", home: str = "") -> Namespace:
    return Namespace(folder=folder, group=group, home=home)


def test_it_writes_every_page(make, tmp_path, capsys):
    assert paper_files.run(options(tmp_path / "site", home="https://paper.example/")) == 0
    assert (tmp_path / "site/14.html").is_file()
    assert "https://paper.example/14-" in (tmp_path / "site/feed.xml").read_text()
    assert str(len(list((tmp_path / "site").iterdir()))) in capsys.readouterr().out


def test_before_an_issue_is_published_it_writes_nothing(unpublished, tmp_path, capsys):
    assert paper_files.run(options(tmp_path / "site")) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_among_several_groups_one_is_named(make, cleo, tmp_path, capsys):
    assert paper_files.run(options(tmp_path / "site")) == 2
    assert "--group" in capsys.readouterr().err
    assert paper_files.run(options(tmp_path / "site", group=make.group.slug)) == 0
