"""The stories' stage: a built demo, its server, a proxy in front, phones; on SQLite or, by DATABASE_URL, on PostgreSQL."""

import contextlib
import os
import shutil
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.stage import FLAGS, Phone, Proxy, Server


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The demo, built once for all stories and stopped; on PostgreSQL in a database of its own."""
    folder = tmp_path_factory.mktemp("built") / "demo"
    with _own_database() as url:
        once = Server(folder, "demo", url).start()
        once.stop()
        yield once


@pytest.fixture
def server(tmp_path, built):
    """A demo for this story alone, copied from the built one."""
    shutil.copytree(built.data, tmp_path / "demo")
    with _own_database(built.environment["DATABASE_URL"]) as url:
        running = Server(tmp_path / "demo", "demo", url).start()
        yield running
        running.stop()


@contextlib.contextmanager
def _own_database(template: str = ""):
    """A new database on the PostgreSQL of this run, a copy where a template is named; nothing on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield ""
        return
    import psycopg

    name = f"story_{uuid.uuid4().hex[:12]}"
    copied = f" TEMPLATE {template.rsplit('/', 1)[1]}" if template else ""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{copied}")
        yield f"{url.rsplit('/', 1)[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def proxy(server):
    between = Proxy(server.port)
    yield between
    between.close()


@pytest.fixture
def phones(playwright, tmp_path):
    """Makes phones with profiles of their own; all are gone afterwards."""
    made: list[Phone] = []

    def make(name: str) -> Phone:
        made.append(Phone(playwright, Path(tmp_path) / "profiles" / name))
        return made[-1]

    yield make
    for phone in made:
        phone.quit()


@pytest.fixture(scope="session")
def chromium(playwright):
    """One browser for the stories that kill nothing; each asks it for a context of its own."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def pocket(chromium):
    """Makes browser contexts of a phone's size: what is saved in one is shared by its tabs and gone afterwards."""
    made = []

    def make(**how):
        made.append(chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, **how))
        made[-1].set_default_timeout(15_000)
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def desk(chromium, server):
    """A browser at the desk, signed in as the demo's organiser."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)

    def sign_in():
        page.goto(server.shown["desk"])
        page.get_by_label("Sign-in name").fill(server.shown["login"])
        page.get_by_label("Password", exact=True).fill(server.shown["password"])
        page.get_by_role("button", name="Unlock").click()
        page.wait_for_url(server.shown["desk"])
        return page

    yield sign_in
    context.close()
