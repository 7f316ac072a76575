"""Protocol files for tests, from plain integers, through the one real reader.

Whatever is not said follows from the table as its tightest bound, so a table that rises
without a fall gives a sound file. What is said is written as said: a choice that
contradicts the table gives a file that the reader refuses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from baclofen_titration.quantities import format_micrograms

TIMES = ("morning", "midday", "evening", "bedtime")
CLOCK = {"morning": "08:00", "midday": "13:00", "evening": "18:00", "bedtime": "22:00"}
TABLE = (
    {"morning": 5_000, "midday": 5_000, "evening": 5_000},
    {"morning": 10_000, "midday": 10_000, "evening": 10_000},
    {"morning": 15_000, "midday": 15_000, "evening": 15_000},
)
AUTHOR = 'says = "a value for tests"\njudgement = "A test protocol; it describes no medicine."'


def make_protocol_text(
    *,
    id: str = "test-protocol",  # noqa: A002 - it is the key of the file
    table: Sequence[Mapping[str, int]] = TABLE,
    basis: str = "per dose",
    rise_ug: int | None = None,
    days: int = 3,
    step_days: Sequence[int] | None = None,
    max_daily_ug: int | None = None,
    max_dose_ug: int | None = None,
    max_first_day_ug: int | None = None,
    max_rise_ug: int | None = None,
    max_rise_per_dose_ug: int | None = None,
    min_days_between_rises: int | None = None,
    max_fall_ug: int | None = None,
    max_fall_per_dose_ug: int | None = None,
    min_days_between_falls: int = 2,
    max_last_ug: int | None = None,
    min_hours: int = 4,
    growth_order: Sequence[str] = ("bedtime", "evening", "morning", "midday"),
    fall_order: Sequence[str] = ("midday", "morning", "evening", "bedtime"),
    three_dose_day: Sequence[str] = ("morning", "midday", "evening"),
    clock: Mapping[str, str] | None = None,
    min_age: str = "18 years",
    below_age: str = "none",
    status: str = "draft",
    edition: str = "2026-11-22",
) -> str:
    """Write a protocol file.

    Parameters
    ----------
    table : sequence of mapping
        Rows, lowest first: micrograms at each named time of day.
    basis, rise_ug
        The rule behind the table; by default its largest rise, per dose or per day.
    days, step_days
        [days] How long a row is kept; `step_days` gives each row its own.
    growth_order, fall_order
        Each names all four times of day once.
    clock
        Hours that differ from the usual ones.
    others
        The limits [micrograms, days, hours]; None takes the tightest that the table
        allows, and for falls the same as for rises.

    Returns
    -------
    str
        TOML for `read_protocol(text, id)`.
    """
    rows = [{at: row[at] for at in TIMES if at in row} for row in table]
    rise, rise_per_dose = _rises(rows)
    max_rise = _either(max_rise_ug, rise)
    max_fall = _either(max_fall_ug, max_rise)
    limits = {
        "max_daily_dose": _per_day(_either(max_daily_ug, max(sum(r.values()) for r in rows))),
        "max_dose": format_micrograms(_either(max_dose_ug, max(max(r.values()) for r in rows))),
        "max_first_day": _per_day(_either(max_first_day_ug, sum(rows[0].values()))),
        "max_rise": _per_day(max_rise),
        "max_rise_per_dose": format_micrograms(_either(max_rise_per_dose_ug, rise_per_dose)),
        "min_days_between_rises": _days(_either(min_days_between_rises, days)),
        "max_fall": _per_day(max_fall),
        "max_fall_per_dose": format_micrograms(_either(max_fall_per_dose_ug, max_fall)),
        "min_days_between_falls": _days(min_days_between_falls),
        "max_last_daily_dose": _per_day(_either(max_last_ug, max_fall)),
        "min_hours_between_takings": f"{min_hours} hour" + ("" if min_hours == 1 else "s"),
    }
    per_dose = basis == "per dose"
    ruled = _either(rise_ug, rise_per_dose if per_dose else rise)
    parts = [
        _heading(id, edition, status),
        _population(min_age, below_age),
        _table_of(
            "clock", "\n".join(f'{a} = "{h}"' for a, h in {**CLOCK, **(clock or {})}.items())
        ),
        _table_of("three_dose_day", f"value = {_words(three_dose_day)}"),
        _table_of(
            "titration.rise",
            f'value = "{format_micrograms(ruled) if per_dose else _per_day(ruled)}"\n'
            f'basis = "{basis}"',
        ),
        _table_of("titration.days", f'value = "{_days(days)}"'),
        _table_of("titration.growth_order", f"value = {_words(growth_order)}"),
        *_steps(rows, step_days or [days] * len(rows)),
        _table_of("taper.fall_order", f"value = {_words(fall_order)}"),
        *(_table_of(f"limits.{rule}", f'value = "{value}"') for rule, value in limits.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _heading(name: str, edition: str, status: str) -> str:
    lines = [
        f'id = "{name}"',
        f"edition = {edition}",
        'title = "Test protocol"',
        'jurisdiction = "nowhere"',
        f'status = "{status}"',
        "checked_on = 2026-11-22",
        "review_by = 2027-11-22",
        "sources = {}",
        "reviews = []",
        "facts = []",
    ]
    if status != "draft":
        lines.append('status_reason = "a reason for tests"')
    return "\n".join(lines)


def _population(min_age: str, below_age: str) -> str:
    open_end = below_age == "none"
    parts = [
        '[population]\nsays = "a population for tests"'
        + ('\nbelow_age = "none"' if open_end else ""),
        _table_of("population.min_age", f'value = "{min_age}"'),
    ]
    if not open_end:
        parts.append(_table_of("population.below_age", f'value = "{below_age}"'))
    for start, end, accept in (
        ("0 years", "18 years", "false"),
        ("18 years", "65 years", "true"),
        ("65 years", "none", "false"),
    ):
        band = f'from_age = "{start}"\nbelow_age = "{end}"\naccept = {accept}'
        parts.append(f"[[kidneys_stated_normal]]\n{band}\n{AUTHOR}")
    return "\n\n".join(parts)


def _steps(rows: Sequence[Mapping[str, int]], lengths: Sequence[int]) -> list[str]:
    steps = []
    for row, days in zip(rows, lengths, strict=True):
        doses = ", ".join(f'{at} = "{format_micrograms(ug)}"' for at, ug in row.items())
        steps.append(
            f"[[titration.steps]]\ndoses = {{ {doses} }}\n"
            f'daily_total = "{_per_day(sum(row.values()))}"\ndays = "{_days(days)}"\n{AUTHOR}'
        )
    return steps


def _rises(rows: Sequence[Mapping[str, int]]) -> tuple[int, int]:
    """The largest rise between two rows, in a day and at one time of day."""
    per_day = [sum(b.values()) - sum(a.values()) for a, b in pairwise(rows)]
    per_dose = [b.get(at, 0) - a.get(at, 0) for a, b in pairwise(rows) for at in TIMES]
    alone = len(rows) == 1
    return (
        sum(rows[0].values()) if alone else max(per_day),
        max(rows[0].values()) if alone else max(per_dose),
    )


def _table_of(name: str, content: str) -> str:
    return f"[{name}]\n{content}\n{AUTHOR}"


def _either(said: int | None, follows: int) -> int:
    return follows if said is None else said


def _per_day(micrograms: int) -> str:
    return f"{format_micrograms(micrograms)}/day"


def _days(days: int) -> str:
    return f"{days} day" + ("" if days == 1 else "s")


def _words(words: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
