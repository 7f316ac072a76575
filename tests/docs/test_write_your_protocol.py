"""The how-to for a clinic's own protocol, followed to the letter in an empty folder."""

import re
import shlex
from pathlib import Path

import pytest

from baclofen_titration.protocols import load_protocol
from baclofen_titration.protocols.starter import EXAMPLE
from functional.running import run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "write-your-protocol.md"
TEXT = PAGE.read_text("utf-8")
MOST_MINUTES = 10
OURS = "our-clinic.toml"


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def rows():
    """Each row of the table of changes: the table of the file, the value, what it says."""
    return re.findall(
        r"^\| [^|]+ \| `(\[[^`]+\])` \| `([^`]+)` \| `([^`]+)` \|$", TEXT, re.MULTILINE
    )


def with_the_changes(text):
    """What somebody does who goes down the table of the page."""
    (cite,) = [block for block in blocks("toml") if block.startswith("cite")]
    for table, value, says in rows():
        old = re.compile(
            rf"^{re.escape(table)}\nvalue = .*\nsays = .*\njudgement = .*\n", re.MULTILINE
        )
        new = f"{table}\nvalue = {value}\nsays = {says}\n{cite}"
        text, count = old.subn(lambda _, new=new: new, text)
        assert count == 1, table
    (reason,) = [block for block in blocks("text") if block.startswith("Chosen")]
    return text.replace(EXAMPLE, reason.strip())


@pytest.fixture
def followed(tmp_path, monkeypatch):
    """Every command of the page, in its order, with the changes made where the page makes them."""
    monkeypatch.chdir(tmp_path)
    ended = []
    for number, line in enumerate(
        line for block in blocks("console") for line in block.splitlines()
    ):
        if number == 2:
            text = (tmp_path / OURS).read_text("utf-8")
            (tmp_path / OURS).write_text(with_the_changes(text), "utf-8")
        ended.append(run(shlex.split(line)[1:]))
    return tmp_path, ended


def test_every_command_does_what_the_page_says(followed):
    _, ended = followed
    assert [one.code for one in ended] == [0] * len(ended)
    assert ended[1].out in blocks("text")
    assert ended[2].out == f"{OURS}: no fault found.\n"
    assert "SPECIMEN" in ended[4].out
    assert "40 mg/day" in ended[3].out


def test_the_protocol_is_that_of_the_page(followed):
    folder, _ = followed
    ours = load_protocol(str(folder / OURS))
    assert ours.standing == "signed"
    assert len(rows()) == 12
    limits = {limit.rule: str(limit.value) for limit in ours.limits.limits}
    assert (limits["max_daily_dose"], limits["max_dose"]) == ("40 mg/day", "15 mg")
    assert (limits["max_fall"], limits["min_days_between_falls"]) == ("5 mg/day", "7")


def test_what_stands_in_the_file_is_shown_as_it_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run(["protocols", "new", OURS])
    text = (tmp_path / OURS).read_text("utf-8")
    shown = [block for block in blocks("toml") if not block.startswith("cite")]
    assert shown
    assert all(block in text for block in shown)


def test_the_mistake_is_answered_as_printed(followed):
    folder, _ = followed
    own = folder / OURS
    text = own.read_text("utf-8").replace('"40 mg/day"', '"4 mg/day"')
    own.write_text(text.partition("[signature]")[0], "utf-8")
    ended = run(["protocols", "lint", OURS])
    assert ended.code == 2
    assert ended.out in blocks("text")


def test_it_is_ten_minutes():
    minutes = [int(count) for count in re.findall(r"\(([0-9]+) minutes?[,)]", TEXT)]
    assert sum(minutes) == MOST_MINUTES
    assert len(minutes) == TEXT.count("\n## ") - 1
