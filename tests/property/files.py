"""Random valid protocol files, as text, with anything that a file can say."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from rulebook.make_protocol import AUTHOR, Rule, make_protocol_text
from rulebook.phrases import said

NAME = "random"
MG = 1_000
TWO, THREE = ("morning", "evening"), ("morning", "midday", "evening")


@dataclass(frozen=True)
class File:
    """The text of a file, what a plan has to choose, and what it may ask for by name.

    Parameters
    ----------
    text : str
        TOML.
    chosen : dict
        Inputs of a titration that the file leaves open.
    ways : tuple of str
        Names of its ways down; those that leave a length open are followed by one.
    share : tuple of (int, bool, int), or None
        [thousandths] of the start or not, and the least [micrograms].
    highest : int
        The largest daily dose that the way up leads to [micrograms].
    """

    text: str = field(repr=False)
    chosen: dict[str, object]
    ways: tuple[tuple[str, dict[str, object]], ...]
    share: tuple[int, bool, int] | None
    highest: int
    course: bool
    inpatient: bool
    empty: bool


def mg(micrograms, unit="mg/day"):
    return f"{micrograms // MG} {unit}"


def days(count):
    return f"{count} day" + ("" if count == 1 else "s")


def replaced(text, place, old, new):
    """The value of a table in another form."""
    before = f"[{place}]\n{old}"
    assert before in text
    return text.replace(before, f"[{place}]\n{new}", 1)


PERCENT = st.sampled_from((250, 333, 500, 750))


@st.composite
def files(draw):
    """Anything in any combination; whatever is drawn is sound by construction."""
    by_rows = draw(st.integers(0, 3)) == 0
    text, chosen, top, highest = draw(rows_without_a_split() if by_rows else rules())
    share = (
        None if by_rows else draw(st.none() | st.tuples(PERCENT, st.booleans(), st.just(5 * MG)))
    )
    text += "" if share is None else share_text(*share)
    if not by_rows and draw(st.booleans()):
        text, chosen["reading"] = with_readings(text), draw(st.sampled_from(("first", "second")))
    edge = top + 10 * MG
    plateau = said("[plateaus]", f'from_daily = "{mg(edge)}"\ndays = "9 days"')
    milestone = said("[milestones]", f'daily_dose = "{mg(top)}"\nby = "30 days"')
    text += draw(st.sampled_from(("", plateau))) + draw(st.sampled_from(("", milestone)))
    empty, inpatient, course = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
    text += said("empty_times", 'value = ["bedtime"]') if empty else ""
    if inpatient:
        text += said("inpatient.max_daily_dose", f'value = "{mg(highest + 10 * MG)}"')
    if course:
        parts = (("course.stay", "28 days"), ("course.whole", "150 days"))
        place, length = draw(st.sampled_from(parts))
        text += said(place, f'value = "{length}"')
        text += said("course.taper", f'value = "{draw(st.integers(21, 40))} days"')
    text += draw(patient_rules(top))
    ways = draw(st.lists(ways_down(), max_size=3, unique_by=lambda way: way[1]))
    text += "".join(words for words, _, _ in ways)
    named = tuple((name, more) for _, name, more in ways)
    return File(text, chosen, named, share, highest, course, inpatient, empty)


@st.composite
def rules(draw):
    """The file with its rule, what a plan has to choose, the highest start and the maximum."""
    begin = draw(st.integers(2, 3)) * 5 * MG
    top = draw(st.sampled_from((begin, begin + 5 * MG)))
    largest = draw(st.sampled_from((5, 10))) * MG
    shortest = draw(st.integers(1, 5))
    longest = draw(st.sampled_from((shortest, shortest + 2)))
    kind, bands = draw(st.sampled_from(sorted(times_from(top + 10 * MG).items())))
    highest = top + 35 * MG
    fastest = largest if largest > 5 * MG else None
    text = make_protocol_text(
        id=NAME, table=(), rule=Rule(bands, 5 * MG, fastest, begin, "per day", shortest),
        max_daily_ug=highest, max_dose_ug=highest, max_first_day_ug=top, max_rise_ug=largest,
        max_rise_per_dose_ug=largest, min_days_between_rises=shortest, max_fall_ug=15 * MG,
        max_fall_per_dose_ug=draw(st.sampled_from((5 * MG, 15 * MG))), max_last_ug=5 * MG,
    )  # fmt: skip
    chosen = {} if fastest is None else {"rise": draw(st.sampled_from(("slowest", "fastest")))}
    if top > begin:
        ends = f'lowest = "{mg(begin)}"\nhighest = "{mg(top)}"'
        text = replaced(text, "titration.rule.start", f'value = "{mg(begin)}"', ends)
        chosen["begin"] = draw(st.sampled_from(("lowest", "highest")))
    if longest > shortest:
        ends = f'shortest = "{days(shortest)}"\nlongest = "{days(longest)}"'
        text = replaced(text, "titration.rule.days", f'value = "{days(shortest)}"', ends)
        chosen["interval"] = draw(st.sampled_from(("shortest", "longest")))
    if kind == "range":
        several = ", ".join(str(list(one)).replace("'", '"') for one in (TWO, THREE))
        text = text.replace('times = ["morning", "evening"]', f"times = [{several}]", 1)
        chosen["doses_a_day"] = draw(st.sampled_from(("fewest", "most", 2, 3)))
    return text, chosen, top, highest


@st.composite
def rows_without_a_split(draw):
    """Rows of which only the day is stated, and the rule that splits them."""
    rise = draw(st.integers(2, 3)) * 5 * MG
    totals = [rise * number for number in range(1, draw(st.integers(2, 4)) + 1)]
    shortest = draw(st.integers(1, 5))
    text = make_protocol_text(
        id=NAME, table=[{"evening": total} for total in totals], days=shortest, basis="per day",
        max_daily_ug=totals[-1] + 10 * MG, max_rise_per_dose_ug=rise, max_dose_ug=totals[-1],
        max_fall_ug=15 * MG, max_fall_per_dose_ug=15 * MG, max_last_ug=5 * MG,
    )  # fmt: skip
    for total in totals:
        text = text.replace(f'{{ evening = "{mg(total, "mg")}" }}', '"not stated"', 1)
    chosen, times = {}, '["morning", "evening"]'
    if draw(st.booleans()):
        times = f'[{times}, ["morning", "midday", "evening"]]'
        chosen["doses_a_day"] = draw(st.sampled_from(("fewest", "most", 2, 3)))
    text += said("[titration.split]", f'from_daily = "0 mg/day"\ntimes = {times}')
    return text, chosen, rise, totals[-1]


def times_from(edge):
    """Bands of each kind: the same times, more, fewer from a daily dose on, or a range."""
    return {
        "one": ((5 * MG, THREE),),
        "grow": ((5 * MG, TWO), (edge, THREE)),
        "fall": ((5 * MG, THREE), (edge, TWO)),
        "range": ((5 * MG, TWO),),
    }


def share_text(permille, of_start, least):
    """A rise as a share."""
    whole, tenth = divmod(permille, 10)
    percent = f"{whole}.{tenth} %" if tenth else f"{whole} %"
    of = "start" if of_start else "present"
    return said("titration.rule.share", f'value = "{percent} of {of}"\nleast = "{mg(least)}"')


def with_readings(text):
    """The rule as it stands, and another that keeps each daily dose for longer."""
    start, end = text.index("[titration.rule]"), text.index("[taper.fall_order]")
    rule = text[start:end]
    extra = text[text.index("[titration.rule.share]") :] if "[titration.rule.share]" in text else ""
    other = (rule + extra).replace("titration.rule", "unstated.readings.rule")
    return (
        text
        + said("[unstated]", 'topic = "how it is read"')
        + said("[unstated.readings]", 'name = "first"\nrule = "titration.rule"')
        + said("[unstated.readings]", 'name = "second"')
        + "\n"
        + other
    )


@st.composite
def patient_rules(draw, top):
    """What the file prints for weak kidneys, or nothing."""
    asks = draw(
        st.sampled_from(
            (
                "",
                'factor = "1/2"',
                f'max_daily_dose = "{mg(top + 10 * MG)}"',
                'min_days_between_rises = "8 days"',
            )
        )
    )
    if not asks:
        return ""
    edge = draw(st.sampled_from((30, 60)))
    return said("[patients]", f'name = "weak"\nwhen = "kidneys below {edge} mL/min"\n{asks}')


@st.composite
def ways_down(draw):
    """The text of a way, its name, and what else has to be chosen for it."""
    kind = draw(
        st.sampled_from(("over", "fall", "share", "halve", "legs", "range", "least", "lengths"))
    )
    every = draw(st.integers(2, 9))
    body, more, below = "", {}, ""
    if kind == "over":
        body = f'over = "{draw(st.integers(20, 60))} days"'
    elif kind == "fall":
        body = f'fall = "{draw(st.sampled_from((5, 10)))} mg/day"\nevery = "{days(every)}"'
    elif kind == "share":
        of = draw(st.sampled_from(("present", "start")))
        floor = draw(st.sampled_from(("", '\nfloor = "5 mg/day"')))
        body = f'share = "{draw(st.integers(20, 50))} % of {of}"\nevery = "{days(every)}"{floor}'
    elif kind == "halve":
        body = f'halve_every = "{days(every)}"\nfloor = "5 mg/day"'
    elif kind == "legs":
        edge = draw(st.sampled_from((15, 20)))
        below = (
            f'\n[[taper_ways.legs]]\nfall = "10 mg/day"\nevery = "{days(every)}"\n'
            f'down_to = "{edge} mg/day"\n'
            f'\n[[taper_ways.legs]]\nfall = "5 mg/day"\nevery = "{days(every + 3)}"\n'
        )
    elif kind == "range":
        body = 'shortest = "21 days"\nlongest = "42 days"'
        more = {"over": draw(st.sampled_from(("shortest", "longest", "30 days")))}
    elif kind == "least":
        body, more = 'shortest = "21 days"', {"over": "28 days"}
    else:
        below = (
            f'\n[[taper_ways.lengths]]\nover = "21 days"\n{AUTHOR}\n'
            f'\n[[taper_ways.lengths]]\nover = "35 days"\nused_longer_than = "60 days"\n{AUTHOR}\n'
            f'\n[[taper_ways.lengths]]\nover = "49 days"\nwhen = "kidneys below 30 mL/min"\n'
            f"{AUTHOR}\n"
        )
    end = draw(st.sampled_from(("", '\nto = "5 mg/day"'))) if kind in ("over", "fall") else ""
    return said("[taper_ways]", f'name = "{kind}"\n{body}{end}') + below, kind, more
