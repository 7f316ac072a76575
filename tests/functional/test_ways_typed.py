"""Every way down as the issue types it, and what is wrong with one; read at 80 columns."""

from __future__ import annotations

import pytest

from functional.running import run, typed

STEPS = """
[[row]]
days = "7 days"
take = "morning 15 mg, midday 15 mg, evening 20 mg"

[[row]]
take = "morning 15 mg, midday 10 mg, evening 15 mg"
"""
RISES = '[[row]]\ndays = "7 days"\ntake = "morning 25 mg, midday 15 mg, evening 20 mg"\n'
CURVE = """
source = "OURS"
title = "A curve made up for this page"
section = "none"
grade = "D"
says = "made up"
point = [
    { day = 1, share = "85 %" },
    { day = 8, share = "70 %" },
    { day = 15, share = "55 %" },
    { day = 22, share = "40 %" },
    { day = 29, share = "25 %" },
    { day = 36, share = "12.5 %" },
    { day = 43, share = "nothing" },
]
"""


def flat(text):
    return " ".join(text.split())


def ways(tmp_path):
    files = {"steps": STEPS, "rises": RISES, "curve": CURVE}
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return {name: str(tmp_path / f"{name}.toml") for name in files}


def taper(tmp_path, give):
    held = ways(tmp_path)
    flags = [f"--{name}" for name, value in give.items() if value is None]
    give = {name: value for name, value in give.items() if value is not None}
    pace = {"over", "by", "until", "halve-every", "table", "curve", "way", "pump-share"} & set(give)
    give = {name: value.format(**held) for name, value in give.items()}
    words = typed("taper", give, leave_out=("over",) if pace - {"over"} else ())
    return run([*words, *flags])


@pytest.mark.parametrize(
    ("give", "says"),
    [
        ({"table": "{steps}"}, ("Taper to 40 mg/day", "a row of the table that came with")),
        ({"to-limit": None, "over": "21 days", "products": "us-liquid-5mg-in-5ml",
          "taking": "bedtime 85 mg"}, ("Taper to the maximum that holds",)),
        ({"pump-share": "25 %", "taking": "morning 10 mg, evening 10 mg"},
         ("Taper to what is decided after a look",)),
        ({"over": "14 days", "change-on": "Mon"}, ("it takes 41 days instead of 14",)),
        ({"by": "10 mg/day every 3 days to 70 mg/day", "then": "5 mg/day every 7 days"},
         ("Not used, because it has nothing to do: 10 mg/day every 3 days to 70 mg/day (no",)),
        ({"by": "10 mg/day every 3 days to 20 mg/day", "then": "5 mg/day every 7 days",
          "to": "30 mg/day"}, ("to do: 5 mg/day every 7 days (the taper has ended",)),
        ({"by": "5 mg/day every 7 days", "closed": "2026-12-09"},
         ("On 2026-12-08 a dose falls, on the eve of a closed day",)),
        ({"until": "2026-12-20", "closed": "2026-12-07, 2026-12-21"},
         ("ends after the day that was asked for",)),
        ({"curve": "{curve}"}, ("The curve falls by", "or us-liquid-10mg-in-5ml would make it")),
    ],
)  # fmt: skip
def test_what_comes_of_a_way_is_said(give, says, tmp_path):
    words = taper(tmp_path, give)
    for part in says:
        assert part in flat(words.out + words.err)
    assert max(map(len, (words.out + words.err).splitlines())) <= 80


def test_only_what_was_not_asked_is_called_so(tmp_path):
    words = flat(taper(tmp_path, {"by": "5 mg/day every 7 days"}).out)
    asked = words.partition("Not asked")[2].partition("Steps")[0]
    assert "taper over" not in asked
    assert "supply" in asked


@pytest.mark.parametrize(
    ("give", "code", "says"),
    [
        ({"by": "0 mg/day every 7 days"}, 2, "A fall of nothing never gets down"),
        ({"by": "-5 mg/day every 7 days"}, 2, "--by: the text is not an amount"),
        ({"by": "5 mg/day"}, 2, "--by: A fall is a daily dose and an interval"),
        ({"by": "10 % every 7 days"}, 2, "--by: A share says of what it is"),
        ({"by": "50 % of present every 7 days"}, 3, "or ask to be slowed down"),
        ({"until": "2026-11-30"}, 2, "The last day, 2026-11-30, lies before the first day"),
        ({"taking": "morning 20 mg, morning 10 mg"}, 2, "--taking: a time of day is named twice"),
        ({"taking": "mornin 20 mg"}, 2, "--taking: A time of day is morning, midday"),
        ({"table": "{rises}"}, 3, "Row 1 of the table gives a larger morning dose"),
        ({"table": "{curve}"}, 2, "- source: is no key of such a file; leave it out"),
        ({"curve": "{steps}"}, 2, "- title: is missing; write it"),
        ({"first-to-fall": "bedtime"}, 2, "--first-to-fall is a time of day at which nothing"),
        ({"by": "10 mg/day every 3 days to 20 mg/day"}, 2, "no other follows it"),
        ({"by": "10 mg/day every 3 days until 2026-12-10",
          "then": "5 mg/day every 7 days until 2026-12-20"}, 2, "give the next pace"),
        ({"way": "slow"}, 2, "--way: us-label-adult names no way down"),
        ({"over": "21 days", "to": "70 mg/day"}, 3, "is not below the present 60 mg/day"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_by_the_thing_and_the_mend(give, code, says, tmp_path):
    ended = taper(tmp_path, give)
    assert (ended.code, ended.out) == (code, "")
    assert says in flat(ended.err)
    assert "Request: " not in ended.err
    assert max(map(len, ended.err.splitlines())) <= 80
