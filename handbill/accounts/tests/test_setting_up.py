"""The first run: three steps, for whoever holds the code and for no passer-by."""

import stat
from pathlib import Path

import pytest

from handbill.accounts.models import Group, Key, Member, Wording
from handbill.accounts.setting_up import CODE_FILE, first_address, setup_code, use_setup_code
from tests.cast import PASSWORD, at_this_machine

pytestmark = pytest.mark.django_db
GROUP = {
    "name": "Aldermouth Tenants’ Union",
    "paper": "The Stairwell",
    "ink": "#6A2A5B",
    "language": "en",
    "country": "GB",
    "timezone": "Europe/London",
}
FOUNDER = {"name": "Mira", "login": "mira", "password": PASSWORD}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def invited():
    """A browser with the address that `serve` printed."""
    client = at_this_machine()
    assert client.get(first_address()).status_code == 200
    return client


def up_to_the_sheet(client):
    client.post("/set-up/1/", GROUP)
    answer = client.post("/set-up/2/", FOUNDER)
    assert answer["Location"] == "/set-up/3/"
    return client.session["sheet"].split()


def test_every_page_leads_to_the_set_up(client):
    for path in ("/", "/sign-in/", "/people/", "/outings/", "/set-up/", "/me/"):
        assert client.get(path)["Location"] == "/set-up/1/"


def test_a_passer_by_founds_nothing(client):
    setup_code()
    for address in ("/set-up/1/", "/set-up/1/?code=", "/set-up/1/?code=guess", "/set-up/1/?code=é"):
        answer = client.get(address)
        assert answer.status_code == 403 and "no passer-by" in answer.text
    client.post("/set-up/1/", GROUP)
    client.post("/set-up/2/", FOUNDER)
    assert not Group.objects.exists()


def test_on_this_machine_the_code_is_needed_too(client):
    """Behind a proxy everybody seems to be on this machine."""
    assert client.get("/set-up/1/", REMOTE_ADDR="127.0.0.1").status_code == 403


def test_the_code_belongs_to_one_user_of_the_machine(own_folder):
    code = setup_code()
    assert setup_code() == code and len(code) >= 16
    assert stat.S_IMODE((own_folder / CODE_FILE).stat().st_mode) == 0o600


def test_three_steps_lead_to_the_first_outing(invited):
    words = up_to_the_sheet(invited)
    group, mira = Group.objects.get(), Member.objects.get()
    assert (group.name, group.paper, group.ink, group.country) == (GROUP["name"], "The Stairwell", "#6A2A5B", "GB")
    assert mira.is_organiser and mira.name == "Mira"
    page = invited.get("/set-up/3/")
    assert page.status_code == 200
    number = invited.session["sheet_word"]
    assert f"Type word {number} from the sheet" in page.text
    answer = invited.post("/set-up/3/", {"word": words[number - 1]})
    assert answer["Location"] == "/outings/new/?first=1"
    assert invited.get(answer["Location"]).status_code == 200


def test_between_the_steps_neither_password_nor_secret_is_on_disk(invited, stolen, own_folder):
    from handbill.accounts.tests.conftest import spellings
    from handbill.keys.words import from_words

    invited.post("/set-up/1/", GROUP)
    assert not Key.objects.exists()
    words = up_to_the_sheet(invited)
    files = b"".join(file.read_bytes() for file in Path(own_folder).rglob("*") if file.is_file())
    for rows in (stolen(), files):
        for trace in [PASSWORD.encode(), " ".join(words).encode(), *spellings(from_words(" ".join(words)))]:
            assert trace not in rows


def test_keys_wordings_and_roles_are_there_at_once(invited):
    up_to_the_sheet(invited)
    kinds = set(Key.objects.values_list("kind", flat=True))
    assert kinds == {"cards", "texts", "no_contact", "recovery", "member"}
    assert Wording.objects.filter(purpose="follow_up").count() == 8
    assert invited.get("/set-up/").status_code == 200


def test_the_code_is_used_up_and_nobody_founds_a_second_group(invited, own_folder):
    address = first_address()
    up_to_the_sheet(invited)
    assert not (own_folder / CODE_FILE).exists()
    late = at_this_machine()
    assert late.get(address).status_code == 404
    for path, typed in (("/set-up/1/", GROUP), ("/set-up/2/", FOUNDER)):
        assert late.post(path, typed).status_code == 404
    assert Group.objects.count() == 1
    assert not (own_folder / CODE_FILE).exists(), "and none is made again by asking"


def test_of_two_who_press_at_once_one_founds(invited):
    second = at_this_machine()
    second.get(first_address())
    for client in (invited, second):
        client.post("/set-up/1/", GROUP)
    assert use_setup_code(), "somebody was a moment faster"
    assert second.post("/set-up/2/", FOUNDER).status_code == 404
    assert not Group.objects.exists()


def test_what_is_wrong_is_said_and_what_was_written_stays(invited):
    answer = invited.post("/set-up/1/", {**GROUP, "name": ""})
    assert answer.status_code == 422 and "The Stairwell" in answer.text
    invited.post("/set-up/1/", GROUP)
    answer = invited.post("/set-up/2/", {**FOUNDER, "password": "too short"})
    assert answer.status_code == 422 and "Too short" in answer.text and 'value="Mira"' in answer.text
    assert not Group.objects.exists()


def test_step_one_remembers_when_one_goes_back(invited):
    invited.post("/set-up/1/", GROUP)
    page = invited.get("/set-up/1/").text
    assert "The Stairwell" in page and 'value="#6A2A5B"' in page
    assert page.index("checked") > page.index("#6A2A5B") > 0


@pytest.mark.parametrize("ink", ["#FFFFFF", "red", "", "#0e5362;}"])
def test_only_inks_that_can_be_read_are_taken(invited, ink):
    assert invited.post("/set-up/1/", {**GROUP, "ink": ink}).status_code == 422


def test_five_words_are_offered_and_are_strong_enough(invited):
    import re

    from handbill.keys.strength import weakness

    invited.post("/set-up/1/", GROUP)
    offered = [re.search(r'class="offered">([^<]*)<', invited.get("/set-up/2/").text).group(1) for _ in range(5)]
    assert len(set(offered)) == 5
    assert all(len(words.split()) == 5 and weakness(words) is None for words in offered)


def test_step_two_and_three_do_not_come_before_step_one(invited):
    assert invited.get("/set-up/2/")["Location"] == "/set-up/1/"
    assert invited.get("/set-up/3/").status_code == 302
    assert invited.get("/set-up/sheet/").status_code == 302


def test_a_country_is_chosen_by_name(invited):
    page = invited.get("/set-up/1/").text
    assert '<option value="GB" selected>United Kingdom</option>' in page and "Senegal" in page
