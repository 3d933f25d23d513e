"""A real instance in its own processes: founded by the product's own actions, spoken to over HTTP as a phone does."""

import http.client
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path

from tests.browser.stage import ROOT, Server
from tests.phone import Lost, Phone

FOUND = """
import sys
from datetime import timedelta
from pathlib import Path
from handbill.base.instance import use_folder
use_folder(Path(sys.argv[1]))
from handbill.desk.commands.opening import open_instance
open_instance(migrate=True)
from handbill.accounts.actions import found_group
from handbill.base.clock import now
from handbill.plan.models import Outing, Place
from handbill.plan.passes import pass_text, standing_pass
founded = found_group(
    name="Aldermouth Tenants’ Union", language="en", country="GB", timezone="Europe/London", paper="The Stairwell",
    ink="#0E5362", member_name="Ada", login="ada", password="ferry timber lantern quilt",
)
place = Place.objects.create(group=founded.group, name="Ferry Square market", setting="stall")
outing = Outing.objects.create(
    group=founded.group, place=place, setting="stall", starts_at=now() - timedelta(hours=1),
    ends_at=now() + timedelta(hours=2), lead=founded.member, made_by=founded.member,
)
print(pass_text(standing_pass(outing, founded.member)))
"""


class Instance:
    """A group with one outing that is on now, on the database of this run of the tests."""

    def __init__(self, folder: Path, database_url: str):
        self.server = Server(folder, "serve", database_url)
        environment = self.server._environment()
        asked = [sys.executable, "-c", FOUND, str(folder)]
        told = subprocess.run(asked, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
        assert told.returncode == 0, told.stderr
        self.pass_text = told.stdout.split()[-1]

    def phone(self) -> Phone:
        phone = Phone(client=OverHttp(f"http://127.0.0.1:{self.server.port}"))
        return phone.join_with(self.pass_text)


@dataclass
class OverHttp:
    """Stands where the tests' phone has a client of the same process. No answer, whatever the reason, is Lost."""

    address: str
    cut_off: int = 0  # answers that never came

    def post(self, path: str, raw: bytes, content_type: str, headers: dict) -> "Answer":
        return self._ask(urllib.request.Request(self.address + path, raw, {**headers, "Content-Type": content_type}))

    def get(self, path: str, headers: dict) -> "Answer":
        return self._ask(urllib.request.Request(self.address + path, headers=headers))

    def _ask(self, request: urllib.request.Request) -> "Answer":
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return Answer(answer.status, answer.read())
        except urllib.error.HTTPError as refusal:
            return Answer(refusal.code, refusal.read())
        except (OSError, http.client.HTTPException) as problem:
            self.cut_off += 1
            raise Lost from problem


@dataclass
class Answer:
    status_code: int
    content: bytes

    def json(self):
        return json.loads(self.content)


def own_database(run_on: str) -> str:
    """A new, empty database on the PostgreSQL server of this run; nothing where it runs on SQLite."""
    if not run_on:
        return ""
    import psycopg

    name = f"faults_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(run_on, autocommit=True) as asked:
        asked.execute(f"CREATE DATABASE {name}")
    return run_on.rsplit("/", 1)[0] + f"/{name}"


def run_on() -> str:
    return os.environ.get("DATABASE_URL", "")
