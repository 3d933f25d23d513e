"""What the stories need to be so in the world and nobody could click in time: run in a process of its own on the data.

python -m tests.browser.backstage second-group | another-outing | end-by-time | led-by-a-volunteer | stop-phones
"""

import json
import os
import subprocess
import sys
from datetime import timedelta

from tests.browser.stage import ROOT, Server


def on(server: Server, verb: str) -> dict:
    """Do it to a server's data, whether it runs or not; gives back what there is to know."""
    environment = {
        **server.environment,
        "HANDBILL_DATA": str(server.data),
        "DJANGO_SETTINGS_MODULE": "handbill.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.browser.backstage", verb]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def lose_everything(server: Server) -> None:
    """The server's disk is gone; only how the demo signs in is remembered, on paper."""
    server.stop()
    for file in server.data.iterdir():
        if file.name != "demo.json":
            file.unlink()
    if url := server.environment["DATABASE_URL"]:
        import psycopg

        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")


def second_group() -> dict:
    """Another group on the same instance, with an outing that is on now."""
    from handbill.accounts.actions import found_group

    founded = found_group(
        name="Quayside Readers", language="en", country="GB", timezone="Europe/London", paper="", ink="#0E5362",
        member_name="Noor", login="noor", password="ferry timber lantern quilt",
    )  # fmt: skip
    return _outing(founded.group, founded.member, "Quay library steps")


def another_outing() -> dict:
    """One more outing of the demo's group that is on now."""
    from handbill.accounts.models import Member

    mira = Member.objects.get(login="mira")
    return _outing(mira.group, mira, "Tram depot gate")


def end_by_time() -> dict:
    """What is on now was over a day ago: its square has ended, what its phones noted may still come."""
    from handbill.base.clock import now

    outing = _on_now()
    outing.ends_at = now() - timedelta(days=1)
    outing.starts_at = outing.ends_at - timedelta(hours=2)
    outing.save(update_fields=["starts_at", "ends_at"])
    return {"outing": str(outing.id)}


def led_by_a_volunteer() -> dict:
    """What is on now is led by Ola, who is no organiser."""
    from handbill.accounts.models import Member

    outing = _on_now()
    outing.lead = Member.objects.get(login="ola")
    outing.save(update_fields=["lead"])
    return {"outing": str(outing.id)}


def stop_phones() -> dict:
    """Somebody stopped the square of what is on now, and the phones that joined with it."""
    from handbill.plan.models import Pass
    from handbill.plan.passes import revoke

    pass_ = Pass.objects.get(outing=_on_now(), revoked_at=None)
    revoke(pass_, pass_.outing.lead, end_phones=True)
    return {}


def _on_now():
    from handbill.base.clock import now
    from handbill.plan.models import Outing

    return Outing.objects.get(starts_at__lte=now(), ends_at__gt=now())


def _outing(group, lead, name: str) -> dict:
    from handbill.base.clock import now
    from handbill.plan.models import Outing, Place
    from handbill.plan.passes import pass_text, standing_pass

    place = Place.objects.create(group=group, name=name, setting="gate")
    start = now() - timedelta(minutes=30)
    outing = Outing.objects.create(
        group=group, place=place, setting="gate", starts_at=start, ends_at=start + timedelta(hours=3),
        lead=lead, made_by=lead,
    )  # fmt: skip
    return {"outing": str(outing.id), "place": name, "pass": pass_text(standing_pass(outing, lead))}


if __name__ == "__main__":
    assert os.environ["HANDBILL_DATA"]
    import django

    django.setup()
    verbs = {
        "second-group": second_group,
        "another-outing": another_outing,
        "end-by-time": end_by_time,
        "led-by-a-volunteer": led_by_a_volunteer,
        "stop-phones": stop_phones,
    }
    print(json.dumps(verbs[sys.argv[1]]()))
