"""Protocol files for tests, from plain integers, through the one real reader.

Whatever is not said follows from the table as its tightest bound, so a table that rises
without a fall gives a sound file. What is said is written as said: a choice that
contradicts the table gives a file that the reader refuses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from baclofen_titration.quantities import format_micrograms

TIMES = ("morning", "midday", "evening", "bedtime")
CLOCK = {"morning": "08:00", "midday": "13:00", "evening": "18:00", "bedtime": "22:00"}
TABLE = (
    {"morning": 5_000, "midday": 5_000, "evening": 5_000},
    {"morning": 10_000, "midday": 10_000, "evening": 10_000},
    {"morning": 15_000, "midday": 15_000, "evening": 15_000},
)
RISES_BY_RULE = 4
AUTHOR = 'says = "a value for tests"\njudgement = "A test protocol; it describes no medicine."'


@dataclass(frozen=True)
class Rule:
    """Rises by a rule, from a start or after the last row of a table.

    Parameters
    ----------
    bands : sequence of (int, sequence of str)
        From which daily dose on [micrograms] which times of day are used.
    slowest_ug, fastest_ug : int
        [micrograms] of the day or of each dose; without `fastest_ug` one number.
    start_ug : int, optional
        [micrograms] Without it the rule goes on after the last row.
    basis, days
        What the rise is a rise of, and for how many days each daily dose is kept.
    """

    bands: Sequence[tuple[int, Sequence[str]]] = ((15_000, ("morning", "midday", "evening")),)
    slowest_ug: int = 5_000
    fastest_ug: int | None = None
    start_ug: int | None = None
    basis: str = "per day"
    days: int = 3

    @property
    def largest_ug(self) -> int:
        """The largest rise as it is written [micrograms]."""
        return _either(self.fastest_ug, self.slowest_ug)

    @property
    def rises(self) -> tuple[int, int]:
        """The largest rise of a day and of one dose [micrograms]."""
        counts = [len(times) for _, times in self.bands]
        if self.basis == "per dose":
            return self.largest_ug * max(counts), self.largest_ug
        return self.largest_ug, -(-self.largest_ug // min(counts))


def make_protocol_text(
    *,
    id: str = "test-protocol",  # noqa: A002 - it is the key of the file
    table: Sequence[Mapping[str, int]] = TABLE,
    rule: Rule | None = None,
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
        Rows, lowest first: micrograms at each named time of day; none where a rule
        with a start says all.
    rule : Rule, optional
        How it rises without rows, or after the last one. The largest daily dose is then
        by default four of its rises above where it begins.
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
    tightest = _tightest(rows, days, rule, max_daily_ug)
    max_rise = _either(max_rise_ug, tightest.rise)
    max_fall = _either(max_fall_ug, max_rise)
    limits = {
        "max_daily_dose": _per_day(tightest.daily),
        "max_dose": format_micrograms(_either(max_dose_ug, tightest.dose)),
        "max_first_day": _per_day(_either(max_first_day_ug, tightest.first_day)),
        "max_rise": _per_day(max_rise),
        "max_rise_per_dose": format_micrograms(
            _either(max_rise_per_dose_ug, tightest.rise_per_dose)
        ),
        "min_days_between_rises": _days(_either(min_days_between_rises, tightest.days)),
        "max_fall": _per_day(max_fall),
        "max_fall_per_dose": format_micrograms(_either(max_fall_per_dose_ug, max_fall)),
        "min_days_between_falls": _days(min_days_between_falls),
        "max_last_daily_dose": _per_day(_either(max_last_ug, max_fall)),
        "min_hours_between_takings": f"{min_hours} hour" + ("" if min_hours == 1 else "s"),
    }
    parts = [
        _heading(id, edition, status),
        _population(min_age, below_age),
        _table_of(
            "clock", "\n".join(f'{a} = "{h}"' for a, h in {**CLOCK, **(clock or {})}.items())
        ),
        _table_of("three_dose_day", f"value = {_words(three_dose_day)}"),
        *(_behind(rows, basis, rise_ug, days) if rows else ["[titration]\nsteps = []"]),
        _table_of("titration.growth_order", f"value = {_words(growth_order)}"),
        *_steps(rows, step_days or [days] * len(rows)),
        *(_rule(rule) if rule else []),
        _table_of("taper.fall_order", f"value = {_words(fall_order)}"),
        *(_table_of(f"limits.{name}", f'value = "{value}"') for name, value in limits.items()),
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


def _behind(
    rows: Sequence[Mapping[str, int]], basis: str, rise_ug: int | None, days: int
) -> list[str]:
    rise, rise_per_dose = _rises(rows)
    ruled = _either(rise_ug, rise_per_dose if basis == "per dose" else rise)
    return [
        _table_of("titration.rise", f'value = "{_rise(ruled, basis)}"\nbasis = "{basis}"'),
        _table_of("titration.days", f'value = "{_days(days)}"'),
    ]


def _rule(rule: Rule) -> list[str]:
    begin = 'start = "last row"\n' if rule.start_ug is None else ""
    parts = [f'[titration.rule]\n{begin}basis = "{rule.basis}"']
    if rule.start_ug is not None:
        parts.append(_table_of("titration.rule.start", f'value = "{_per_day(rule.start_ug)}"'))
    ends = {"rise": rule.slowest_ug}
    if rule.fastest_ug is not None:
        ends = {"slowest": rule.slowest_ug, "fastest": rule.fastest_ug}
    for name, rise in ends.items():
        parts.append(_table_of(f"titration.rule.{name}", f'value = "{_rise(rise, rule.basis)}"'))
    parts.append(_table_of("titration.rule.days", f'value = "{_days(rule.days)}"'))
    for start, times in rule.bands:
        band = f'from_daily = "{_per_day(start)}"\ntimes = {_words(times)}'
        parts.append(f"[[titration.rule.times]]\n{band}\n{AUTHOR}")
    return parts


@dataclass(frozen=True)
class _Tightest:
    """The tightest bounds that a way up allows [micrograms, days]."""

    daily: int
    dose: int
    first_day: int
    rise: int
    rise_per_dose: int
    days: int


def _tightest(
    rows: Sequence[Mapping[str, int]], days: int, rule: Rule | None, said_daily: int | None
) -> _Tightest:
    ways = []
    if rows:
        ways.append((*_rises(rows), days, max(max(row.values()) for row in rows)))
    first = sum(rows[0].values()) if rows else _either(rule.start_ug if rule else None, 0)
    daily = max((sum(row.values()) for row in rows), default=first)
    if rule is not None:
        daily += RISES_BY_RULE * rule.rises[0]
    daily = _either(said_daily, daily)
    if rule is not None:
        ends = [*(edge for edge, _ in rule.bands[1:]), daily]  # what each band has to hold
        held = [-(-end // len(times)) for end, (_, times) in zip(ends, rule.bands, strict=True)]
        ways.append((*rule.rises, rule.days, max(held)))
    rises, rises_per_dose, lengths, doses = zip(*ways, strict=True)
    return _Tightest(daily, max(doses), first, max(rises), max(rises_per_dose), min(lengths))


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


def _rise(micrograms: int, basis: str) -> str:
    return format_micrograms(micrograms) if basis == "per dose" else _per_day(micrograms)


def _days(days: int) -> str:
    return f"{days} day" + ("" if days == 1 else "s")


def _words(words: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"
