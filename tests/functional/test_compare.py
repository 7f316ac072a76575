"""taper compare, from outside."""

from __future__ import annotations

import pytest

from baclofen_titration.protocols import load_protocol
from baclofen_titration.protocols.writing import protocol_text
from functional.running import TAPER, run

WAYS = ("--over", "14 days", "--by", "5 mg/day every 7 days", "--over", "1 day")


def words(*ways, give=None):
    options = {**TAPER, **(give or {})}
    del options["over"]
    return ["taper", "compare", *(w for k, v in options.items() for w in (f"--{k}", v)), *ways]


def test_ways_stand_in_the_order_in_which_they_are_typed():
    slow_end = "slow end: 10 mg/day every 3 days to 20 mg/day; over 4 weeks"
    ended = run(
        words(
            *WAYS,
            "--named",
            slow_end,
            "--halve",
            "every 7 days, floor 5 mg/day",
            "--until",
            "2026-12-20",
        )
    )
    assert (ended.code, ended.err) == (0, "")
    table = ended.out.partition("---\n")[2].partition("Days: until")[0]
    names = [
        "over 14 days", "5 mg/day every 7", "over 1 day ", "slow end", "halve every 7",
        "until 2026-12-20",
    ]  # fmt: skip
    places = [table.index(f"\n{name}" if place else name) for place, name in enumerate(names)]
    assert places == sorted(places)
    assert max(map(len, ended.out.splitlines())) <= 80


def test_the_end_is_shared():
    ended = run(words("--by", "5 mg/day every 7 days", "--to", "40 mg/day", "--format", "csv"))
    assert ended.out.splitlines()[-1].endswith(",40")


def test_one_way_that_is_refused_does_not_fail_the_others():
    ended = run(words(*WAYS))
    assert ended.code == 0
    assert "refused: 1 day is too few" in " ".join(ended.out.split())


def test_it_is_written_to_a_new_file_only(tmp_path):
    path = tmp_path / "ways.md"
    ended = run(words(*WAYS, "--format", "markdown", "-o", str(path)))
    assert (ended.code, ended.out) == (0, "")
    assert path.read_text("utf-8").startswith("Ways down from 60 mg/day")
    assert run(words(*WAYS, "-o", str(path))).code == 2


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ((), "Give the ways to compare"),
        (("--over", "14 days", "--over", "14 days"), "given twice"),
        (("--over", "14"), "--over:"),
        (("--named", "over 14 days"), "Give a name"),
        (("--by", "5 mg every 7 days"), "--by:"),
        (("--by", "5 mg/day every 7 days to 20 mg/day"), "another pace has to follow"),
        (("--table", "no-such.toml"), "--table:"),
        (("--over", "14 days", "--format", "html"), "text, markdown, csv, json"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(more, says):
    ended = run(words(*more))
    assert ended.code == 2
    assert says in " ".join(ended.err.split())


OURS = """
[[taper_ways]]
name = "halves"
halve_every = "7 days"
floor = "5 mg/day"
says = "a way of ours"
judgement = "Made up for a test."

[[taper_ways]]
name = "window"
shortest = "14 days"
longest = "28 days"
says = "a way of ours"
judgement = "Made up for a test."
"""


def test_ways_that_a_file_names_stand_beside_others(tmp_path):
    file = tmp_path / "ours.toml"
    text = protocol_text(load_protocol("us-label-adult")).replace("us-label-adult", "ours", 1)
    file.write_text(text + OURS, "utf-8")
    give = {"protocol": str(file), "taking": "morning 10 mg, evening 10 mg"}
    ways = ("--way", "halves", "--way", "window over longest", "--way", "window over 20 days")
    ended = run(words(*ways, "--over", "1 week", give=give))
    assert ended.code == 0, ended.err
    rows = [line.split() for line in ended.out.splitlines()]
    assert ["halves", "14"] in [row[:2] for row in rows]
    assert ["window", "over", "longest", "28"] in [row[:4] for row in rows]
    assert ["window", "over", "20", "days", "20"] in [row[:5] for row in rows]
    refused = run(words("--way", "window", "--way", "slow", give=give))
    said = " ".join(refused.err.split())
    assert refused.code == 2
    assert 'Say which, such as "window over 14 days"' in said
    assert "known: halves, window" in said


def test_what_is_missing_is_named():
    ended = run(["taper", "compare", "--over", "14 days"])
    assert ended.code == 2
    assert "--used-for" in ended.err
