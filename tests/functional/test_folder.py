"""`--out-dir` writes the whole set at once, each form as it is written alone."""

from __future__ import annotations

import pytest

from functional.running import run, typed

ENDINGS = {
    "card.txt", "csv", "html", "ics", "json", "month.pdf", "note.txt", "pdf", "pharmacy.html",
    "pharmacy.pdf", "pharmacy.txt", "record.pdf", "txt",
}  # fmt: skip


def endings(folder):
    return {path.name.split(".", 1)[1] for path in folder.iterdir()}


def test_every_form_is_written_under_the_code_of_the_sheet(tmp_path):
    ended = run([*typed("plan"), "--out-dir", str(tmp_path)])
    assert ended.code == 0
    assert endings(tmp_path) == ENDINGS
    (code,) = {path.name.split(".")[0] for path in tmp_path.iterdir()}
    assert code.startswith("baclofen-")
    assert "Written into " in ended.out
    assert {f"  {path.name}" for path in tmp_path.iterdir()} <= set(ended.out.splitlines())
    held = {path.name.split(".", 1)[1]: path.read_bytes() for path in tmp_path.iterdir()}
    for form in ("html", "pharmacy.html", "pharmacy.txt", "card.txt"):
        alone = ["--for", "28 days"] if form == "html" else []
        name = form.removesuffix(".txt")
        assert run([*typed("plan"), "--format", name, *alone]).out.encode() == held[form]
    assert all(content.startswith(b"%PDF-") for form, content in held.items() if "pdf" in form)


def test_a_draft_leaves_the_calendar_of_weeks_out_and_says_so(tmp_path):
    ended = run([*typed("plan"), "--out-dir", str(tmp_path), "--language", "es"])
    assert ended.code == 0
    assert endings(tmp_path) == ENDINGS - {"month.pdf"}
    assert "Left out: month.pdf" in ended.out


@pytest.mark.parametrize("form", ["pdf", "pharmacy.pdf"])
def test_a_pdf_goes_into_a_file(form, tmp_path):
    assert "name it with --output" in " ".join(run([*typed("plan"), "--format", form]).err.split())
    path = tmp_path / "sheet.pdf"
    assert run([*typed("plan"), "--format", form, "--output", str(path)]).code == 0
    assert path.read_bytes().startswith(b"%PDF-")
