"""A protocol file from nothing to signed, broken, superseded and withdrawn, at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from baclofen_titration.cli.beyond import beyond_the_hard_limits
from baclofen_titration.patient import Age
from baclofen_titration.protocols import list_protocols, load_protocol
from baclofen_titration.protocols.starter import EXAMPLE
from functional.running import PLAN, run, typed

ROOT = Path(__file__).resolve().parents[2]
MARK = "SPECIMEN"
CALENDAR = {
    "plan-id": "0b6f3b1e-3f0e-4e0e-9d6b-1f1f1f1f1f1f",
    "issued": "2026-11-28T09:30:00Z",
}
SIGN = ["--role", "consultant pharmacist", "--organisation", "Example Hospital", "--on"]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def starter(here):
    assert run(["protocols", "new", "own.toml"]).code == 0
    return here / "own.toml"


@pytest.fixture
def own(starter):
    """A file with a reason of its own in each place."""
    text = starter.read_text("utf-8").replace(EXAMPLE, "Decided in a test.")
    starter.write_text(text, "utf-8")
    return starter


def plan(path, **more):
    return run(typed("plan", {"protocol": str(path), "aim": "30 mg/day", **more}))


def test_a_starter_never_replaces_a_file_and_has_a_name_of_its_own(own):
    assert "there already" in run(["protocols", "new", "own.toml"]).err
    assert "shipped protocol" in run(["protocols", "new", "us-label-adult.toml"]).err
    assert "ends in .toml" in run(["protocols", "new", "own.txt"]).err


class TestSigning:
    def test_takes_the_specimen_mark_off_and_prints_the_role(self, own):
        assert "SPECIMEN" in plan(own).out
        assert run(["protocols", "sign", "own.toml", *SIGN, "2026-11-28"]).code == 0
        page = plan(own)
        assert page.code == 0
        assert "SPECIMEN" not in page.out
        assert "Signed by         consultant pharmacist, Example Hospital, 2026-11-28" in page.out
        assert "signed by consultant pharmacist" in run(["protocols", "sheet", "own.toml"]).out

    def test_json_carries_it_and_is_still_read(self, own):
        run(["protocols", "sign", "own.toml", *SIGN, "2026-11-28"])
        assert plan(own, format="json", output="plan.json").code == 0
        assert '"signed_by":"consultant pharmacist' in Path("plan.json").read_text("utf-8")
        assert run(["check", "plan.json"]).code in (0, 4)

    def test_a_changed_value_breaks_the_seal(self, own):
        run(["protocols", "sign", "own.toml", *SIGN, "2026-11-28"])
        own.write_text(own.read_text("utf-8").replace('"60 mg/day"', '"55 mg/day"'), "utf-8")
        ended = plan(own)
        assert ended.code == 2
        assert "signature.content: the file was changed after it was signed" in ended.err

    def test_a_remark_does_not(self, own):
        run(["protocols", "sign", "own.toml", *SIGN, "2026-11-28"])
        own.write_text("# a remark\n" + own.read_text("utf-8"), "utf-8")
        assert plan(own).code == 0

    def test_signing_again_replaces_the_signature(self, own):
        run(["protocols", "sign", "own.toml", *SIGN, "2026-11-28"])
        own.write_text(own.read_text("utf-8").replace('"60 mg/day"', '"55 mg/day"'), "utf-8")
        assert run(["protocols", "sign", "own.toml", *SIGN, "2026-11-29"]).code == 0
        assert own.read_text("utf-8").count("[signature]") == 1
        assert "Hospital, 2026-11-29" in plan(own).out

    def test_a_shipped_file_is_signed_by_nobody(self, here):
        inside = ROOT / "src/baclofen_titration/protocols/data/us-label-adult.toml"
        for path in ("us-label-adult", str(inside)):
            ended = run(["protocols", "sign", path, *SIGN, "2026-11-28"])
            assert ended.code == 3
            assert "Copy its file" in ended.err
        assert "[signature]" not in inside.read_text("utf-8")

    def test_says_who_and_when_or_is_refused(self, own):
        ended = run(["protocols", "sign", "own.toml", "--role", "pharmacist"])
        assert ended.code == 2
        assert "--organisation, --on" in ended.err
        ended = run(["protocols", "sign", "own.toml", *SIGN[:-3], "--organisation", "a\nb",
                     "--on", "2026-11-28"])  # fmt: skip
        assert ended.code == 2
        assert "[signature]" not in own.read_text("utf-8")

    def test_the_starters_examples_are_signed_by_nobody(self, starter):
        ended = run(["protocols", "sign", "own.toml", *SIGN, "2026-11-28"])
        assert ended.code == 3
        assert "in 23 places" in " ".join(ended.err.split())
        assert "population.min_age" in ended.err
        assert "[signature]" not in starter.read_text("utf-8")
        assert "23 reasons are still" in run(["protocols", "lint", "own.toml"]).out

    def test_takes_the_mark_off_every_output_and_prints_the_role(self, own):
        forms = ("text", "html", "json", "note", "card", "pharmacy", "ics")
        draft = {form: plan(own, format=form).out for form in forms[:-1]}
        draft["ics"] = plan(own, format="ics", **CALENDAR).out
        assert all(MARK in page for form, page in draft.items() if form != "json")
        assert '"status":"draft"' in draft["json"]
        run(["protocols", "sign", "own.toml", *SIGN, "2026-11-28"])
        for form in forms:
            page = plan(own, format=form, **(CALENDAR if form == "ics" else {})).out
            assert MARK not in page, form
            named = "consultant pharmacist, Example Hospital" in page
            assert named or form in ("card", "ics"), form

    def test_a_faulty_file_is_not_signed(self, own):
        own.write_text(own.read_text("utf-8").replace('"60 mg/day"', '"10 mg/day"'), "utf-8")
        assert run(["protocols", "sign", "own.toml", *SIGN, "2026-11-28"]).code == 2


class TestWithdrawn:
    def test_plans_nothing_and_check_stops_what_came_from_it(self, own):
        assert plan(own, format="json", output="plan.json").code == 0
        assert run(["check", "plan.json", "--protocol", "own.toml"]).code != 3
        text = own.read_text("utf-8")
        reason = 'status = "withdrawn"\nstatus_reason = "the rise is printed twice too large"'
        own.write_text(text.replace('status = "draft"', reason), "utf-8")
        ended = plan(own)
        assert ended.code == 3
        assert "the rise is printed twice too" in ended.err
        ended = run(["check", "plan.json", "--protocol", "own.toml"])
        assert ended.code == 3
        assert "is withdrawn" in ended.out

    def test_the_next_edition_says_that_it_is_not_the_one(self, own):
        """The old file keeps its name in a folder of its own; the digest tells them apart."""
        assert plan(own, format="json", output="plan.json").code == 0
        Path("old").mkdir()
        text = own.read_text("utf-8")
        reason = 'status = "withdrawn"\nstatus_reason = "wrong"'
        Path("old/own.toml").write_text(text.replace('status = "draft"', reason), "utf-8")
        own.write_text(text.replace('"4 hours"', '"3 hours"'), "utf-8")
        ended = run(["check", "plan.json", "--protocol", "own.toml"])
        assert ended.code == 4
        assert "(planned-from-another-edition)" in ended.out
        ended = run(["check", "plan.json", "--protocol", "old/own.toml"])
        assert ended.code == 3
        assert "which is withdrawn: wrong. Ask" in " ".join(ended.out.split())
        assert "another-edition" not in ended.out

    def test_another_content_is_not_flagged(self, own):
        assert plan(own, format="json", output="plan.json").code == 0
        text = own.read_text("utf-8").replace('"4 hours"', '"3 hours"')
        reason = 'status = "withdrawn"\nstatus_reason = "hours"'
        own.write_text(text.replace('status = "draft"', reason), "utf-8")
        assert "is withdrawn" not in run(["check", "plan.json", "--protocol", "own.toml"]).out


def test_a_superseded_edition_says_so_on_its_sheet(own):
    reason = 'status = "superseded"\nstatus_reason = "edition of 2027 replaces it"'
    own.write_text(own.read_text("utf-8").replace('status = "draft"', reason), "utf-8")
    page = plan(own)
    assert page.code == 0
    assert "superseded" in page.out
    assert "replaces it" in page.out


class TestComparing:
    @pytest.mark.parametrize("form", ["text", "markdown", "html"])
    def test_sets_every_question_side_by_side(self, form, own):
        ended = run(["protocols", "compare", "us-label-adult", "de-label-adult", "own.toml",
                     "--format", form])  # fmt: skip
        assert ended.code == 0
        for words in ("80 mg/day", "75 mg/day", "60 mg/day", "5 mg/day to 15 mg/day"):
            assert words in ended.out
        for question in ("Start", "rise", "Usual range", "Maximum", "Taper", "Kidneys", "Children"):
            assert question.lower() in ended.out.lower()
        if form == "text":
            assert max(map(len, ended.out.splitlines())) <= 80

    def test_all_shipped_ones_can_be_compared(self):
        assert run(["protocols", "compare", *list_protocols()]).code == 0

    def test_an_unknown_form_is_refused(self):
        assert run(["protocols", "compare", "us-label-adult", "--format", "pdf"]).code == 2


class TestBeyondTheHardLimits:
    """A file may say more than anybody may have: it is told so, and more is never planned."""

    def test_is_said_where_it_is_linted_and_reviewed(self, own):
        text = own.read_text("utf-8").replace('"60 mg/day"', '"150 mg/day"')
        text = text.replace('value = "20 mg"', 'value = "50 mg"')
        own.write_text(text.replace('value = "7 days"', 'value = "1 day"'), "utf-8")
        ended = run(["protocols", "lint", "own.toml"])
        said = " ".join(ended.out.split())
        assert ended.code == 0
        assert "limits.max_daily_dose: 150 mg/day passes the hard limit, 100 mg/day" in said
        assert "limits.min_days_between_rises: 1 day passes the hard limit, 2 days" in said
        assert said.count("Mind: ") == 3
        assert "BEYOND THE HARD LIMITS" in run(["protocols", "sheet", "own.toml"]).out

    def test_and_nothing_beyond_is_planned(self, own):
        text = own.read_text("utf-8").replace('"60 mg/day"', '"150 mg/day"')
        own.write_text(text.replace('value = "20 mg"', 'value = "50 mg"'), "utf-8")
        assert plan(own, aim="60 mg/day").code == 0
        ended = plan(own, aim="150 mg/day")
        assert ended.code == 3
        assert "at most 100 mg/day is allowed, and nobody can lift this limit" in " ".join(
            ended.err.split()
        )

    @pytest.mark.parametrize("name", list_protocols())
    def test_no_shipped_file_that_is_planned_from_goes_there(self, name):
        assert not beyond_the_hard_limits(load_protocol(name))


def test_no_protocol_is_ever_chosen_for_somebody(here):
    for command in ("plan", "taper"):
        ended = run(typed(command, leave_out=["protocol"]))
        assert ended.code == 2
        assert "--protocol" in ended.err
    assert not any("default" in name for name in list_protocols())


ADULT_FILES = [name for name in list_protocols() if load_protocol(name).min_age.value >= Age(18)]


def test_adult_files_are_told_by_their_population():
    assert {"us-label-adult", "bnf-adult", "jp-label-adult"} <= set(ADULT_FILES)
    assert "no-koble-child" not in ADULT_FILES
    assert PLAN["protocol"] in ADULT_FILES


@pytest.mark.parametrize("name", ADULT_FILES)
def test_ten_mg_three_times_a_day_from_nothing_stops_under_every_adult_file(here, name):
    """A consumer page's claim; no label says it."""
    Path("claim.txt").write_text("10 mg x3 for 3 days, then 15 mg x3", "utf-8")
    ended = run(["check", "claim.txt", "--start", "2026-12-01", "--taking", "none",
                 "--age", "46", "--protocol", name])  # fmt: skip
    assert ended.code == 3
    stops = ended.out.split("Stops", 1)[1].split("Not judged", 1)[0]
    assert "(first-day-above-maximum)" in stops
    assert "Found 30 mg/day" in stops
