"""The data folder: its secret is made once and closed; a folder that cannot be used is refused in a sentence."""

import os
import stat

import pytest

from handbill.base.instance import SECRET_FILE, Unusable, append_erased, database_from_url, secret_of, use_folder


def test_the_secret_is_made_once_and_belongs_to_one_user(tmp_path):
    secret = secret_of(tmp_path)
    assert len(secret) == 64
    assert secret_of(tmp_path) == secret
    assert stat.S_IMODE((tmp_path / SECRET_FILE).stat().st_mode) == 0o600


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    file = tmp_path / "file"
    file.write_text("kept")
    with pytest.raises(Unusable, match="cannot be written"):
        use_folder(file)
    assert file.read_text() == "kept"


def test_a_folder_leaves_no_trace_of_being_tried(tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, "HANDBILL_DATA", "")
    use_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_postgresql_address_is_taken_apart():
    found = database_from_url("postgresql://ada:p%40ss@db.example:5433/union")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "ada",
        "p@ss",
        "db.example",
        "5433",
        "union",
    )
    assert database_from_url("") is None


def test_another_kind_of_database_is_refused():
    with pytest.raises(ValueError, match="postgresql"):
        database_from_url("mysql://somewhere/else")


def test_the_ledger_of_erasures_grows_line_by_line(tmp_path):
    append_erased(tmp_path, "01", "2026-09-12T12:00:00+00:00", "aa")
    append_erased(tmp_path, "02", "2026-09-12T12:00:01+00:00", "bb")
    assert (tmp_path / "erased.ledger").read_text().splitlines() == [
        "2026-09-12T12:00:00+00:00 01 aa",
        "2026-09-12T12:00:01+00:00 02 bb",
    ]
