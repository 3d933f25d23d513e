"""The table of SECURITY.md, line by line: who is played, and in which file a stranger can see it held and broken."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# What SECURITY.md calls them, and where they are played.
PLAYED = {
    "thief of a phone": ("tests/browser/test_the_day.py", "handbill/accounts/tests/test_pin_attackers.py"),
    "thief of the server's disk": (
        "tests/attackers/test_thief_of_the_database.py",
        "tests/attackers/test_thief_of_the_secrets.py",
    ),
    "finder of a backup": ("tests/attackers/test_finder_of_a_backup.py",),
    "curious volunteer": ("tests/attackers/test_curious_volunteer.py", "tests/rights/test_every_person.py"),
    "ex-member": ("tests/attackers/test_ex_member.py",),
    "hostile helper": ("tests/attackers/test_hostile_helper.py",),
    "hostile file or text": ("tests/attackers/test_hostile_input.py", "tests/attackers/test_script_in_text.py"),
    "hostile page": ("tests/attackers/test_hostile_page.py", "tests/attackers/test_all_doors.py"),
    "hostile organiser": ("handbill/accounts/tests/test_audit.py",),
}


@pytest.mark.parametrize("who", PLAYED)
def test_whom_the_table_names_is_played_and_the_table_says_where(who):
    lines = (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    (line,) = [line for line in lines if line.startswith(f"| {who}")]
    for file in PLAYED[who]:
        assert (ROOT / file).is_file(), file
        assert f"`{file}`" in line, f"{who}: the table does not name {file}"
