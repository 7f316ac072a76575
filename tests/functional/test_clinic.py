"""A clinic's standing answers: printed as its own, and never about one patient."""

from __future__ import annotations

from importlib.resources import files

import pytest

from baclofen_titration.cli.clinic import ONE_PATIENT, STANDING
from baclofen_titration.cli.options import COMMANDS
from functional.running import run, typed

WITHOUT = ("protocol", "products")
CLINIC = 'protocol = "us-label-adult"\nproducts = ["us-tablet-5", "us-tablet-10"]\n'


def with_clinic(tmp_path, text, command="plan", **changes):
    path = tmp_path / "clinic.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    words = typed(command, changes.get("give"), changes.get("leave_out", WITHOUT))
    return run([*words, "--clinic", str(path)])


def test_answers_come_from_the_file_and_say_so(tmp_path):
    ended = with_clinic(tmp_path, CLINIC)
    assert ended.code == 0
    notes, _, sheet = ended.out.partition("\n\n")
    assert notes.splitlines() == [
        "From clinic.toml: protocol us-label-adult.",
        "From clinic.toml: products us-tablet-5, us-tablet-10.",
    ]
    assert sheet == run(typed("plan", {"products": "us-tablet-5, us-tablet-10"})).out


def test_what_is_typed_goes_first_and_is_said(tmp_path):
    ended = with_clinic(tmp_path, CLINIC, leave_out=["protocol"])
    assert "Not taken from clinic.toml: products us-tablet-5, us-tablet-10." in ended.out
    assert ended.out.endswith(run(typed("plan")).out)


def test_weekdays_closed_days_and_reviews_may_stand_in_it(tmp_path):
    more = 'change_on = ["Mon"]\nclosed = ["2026-12-07"]\nreview_every = "4 weeks on Mon"\n'
    out = with_clinic(tmp_path, CLINIC + more).out
    assert "From clinic.toml: change on Mon." in out
    assert "14 to 20 December 2026" in out
    down = with_clinic(tmp_path, CLINIC + more, "taper").out
    # In a taper falls come on those days: after Tuesday the first, the seventh is closed.
    assert "From clinic.toml: change on Mon." in down
    assert "1 to 13 December 2026" in down
    assert "From clinic.toml: review every 4 weeks on Mon." in down
    assert "Mon 28 December 2026: A review that was asked for." in out


def test_path_to_a_protocol_starts_at_the_file(tmp_path):
    shipped = files("baclofen_titration.protocols").joinpath("data", "us-label-adult.toml")
    (tmp_path / "us-label-adult.toml").write_text(shipped.read_text("utf-8"), "utf-8")
    ended = with_clinic(tmp_path, 'protocol = "us-label-adult.toml"\n', leave_out=["protocol"])
    assert ended.code == 0, ended.err


@pytest.mark.parametrize("key", sorted(ONE_PATIENT))
def test_nothing_about_one_patient_may_stand_in_it(key, tmp_path):
    ended = with_clinic(tmp_path, f'{CLINIC}{key} = "unknown"\n')
    assert (ended.code, ended.out) == (2, "")
    assert f"{key}: belongs to one patient" in " ".join(ended.err.split())


BAD = {
    "unknown key": ('protocal = "x"', "protocal: no such key"),
    "number": ("products = 5", "products: write text"),
    "list of numbers": ("products = [5]", "products: write text"),
    "empty list": ("products = []", "products: write text"),
    "table": ('[protocol]\nid = "x"', "protocol: write text"),
    "date": ("closed = [2026-12-25]", "closed: write text"),
    "repeated key": ('protocol = "a"\nprotocol = "b"', "written twice"),
    "no TOML": ("protocol us-label-adult", "not TOML"),
    "long line": ("# " + "x" * 5_000, "more than 2000 letters"),
    "long key": ("x" * 1_000 + ' = "1"', "no such key"),
    "deep": ("products = " + "[" * 1_500, ""),
    "no text": (b"\xff\xfe\x00", "UTF-8"),
    "too large": ("# x\n" * 50_000, "KiB"),
    "unknown protocol": ('protocol = "us-label"', "clinic.toml, protocol: There is no protocol"),
    "unknown product": ('products = "us-tablet"', "clinic.toml, products: There is no product"),
    "weekday": (CLINIC + 'change_on = "Monday"', "clinic.toml, change_on: Name each day"),
    "paper": (CLINIC + 'paper = "a5"', "clinic.toml, paper: Say a4 or letter"),
    "phones": (CLINIC + 'phones = ["boss: 1"]', "clinic.toml, phones: Contacts are"),
    "interval": (CLINIC + 'review_every = "often"', "clinic.toml, review_every: An interval"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_file_is_refused_in_plain_words(what, tmp_path):
    text, says = BAD[what]
    ended = with_clinic(tmp_path, text)
    assert (ended.code, ended.out) == (2, "")
    assert says in " ".join(ended.err.split())
    assert max(map(len, ended.err.splitlines())) <= 80
    assert "fault of ours" not in ended.err


@pytest.mark.parametrize("path", ["/dev/zero", "no-such-file.toml", ".", "", "a\0b"])
def test_what_is_no_file_is_refused(path):
    ended = run([*typed("plan"), "--clinic", path])
    assert ended.code == 2
    assert "fault of ours" not in ended.err


def test_every_option_is_a_clinics_or_a_patients():
    """A new option has to be sorted before it can be missed."""
    of_the_output = {
        "format", "for", "output", "out_dir", "sheet", "on", "max_chars", "card", "reviewed",
        "decides", "kidney_test",
            "halve", "named",  # of a comparison
    }  # fmt: skip
    sorted_out = {*STANDING, *ONE_PATIENT, "clinic", "way", *of_the_output}
    names = {
        flags.split()[-1].removeprefix("--").replace("-", "_")
        for command in COMMANDS.values()
        for flags, _, _ in command.options
    }
    assert names <= sorted_out


def test_a_clinics_phones_paper_and_language_reach_the_sheet(tmp_path):
    own = (
        'phones = ["prescriber: Dr A, 0123 456", "emergency: 911"]\n'
        'paper = "letter"\nlanguage = "en-US"\n'
    )
    file = tmp_path / "clinic.toml"
    file.write_text(CLINIC + own, encoding="utf-8")
    ended = run([*typed("plan"), "--clinic", str(file), "--format", "html"])
    assert ended.code == 0
    assert "Dr A, 0123 456" in ended.out
    assert "size: letter portrait" in ended.out
    assert '<html lang="en-US"' in ended.out
    assert "From clinic.toml: paper letter." in ended.err
