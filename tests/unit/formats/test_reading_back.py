"""What is printed reads back to the same pieces on the same days, by readers of the tests' own."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings

from baclofen_titration import to_card, to_note, to_pharmacy
from baclofen_titration.formats import to_html, to_pdf
from baclofen_titration.formats.sheet.contents import SheetOptions
from baclofen_titration.formats.sheet.making import MOST_DAYS, make_sheet
from golden.cases import PLANS, taper
from golden.sheet_reading import days_of_html, days_of_pdf, weeks_of_html
from golden.words import micrograms
from property.test_plans import plan, tapers, titrations

PLANS = {
    **PLANS,
    "two-strengths": lambda: taper(
        "morning 25 mg, midday 25 mg, evening 25 mg", products="us-tablet-5, us-tablet-20",
        over="28 days",
    ),
    "packets": lambda: taper("morning 15 mg, evening 20 mg", products="us-packets", over="14 days"),
}  # fmt: skip


def planned(checked, options):
    """Each day as it is planned: its number, what is swallowed in order, the daily dose."""
    last = make_sheet(checked, options).rows[-1].number - 1
    until = checked.schedule.start + timedelta(days=last)
    days = []
    for day in checked.schedule.days(until=until):
        takings = ["– not today"] * len(day.not_today)
        takings += [Fraction(taking.dose.micrograms) for taking in day.takings]
        days.append((day.number, takings, str(day.daily_dose).removesuffix("/day")))
    return days


@pytest.mark.parametrize(
    ("name", "options"),
    [
        *((name, {}) for name in PLANS),
        *((name, {"large_print": True}) for name in ("liquid", "two-strengths")),
        *((name, {"view": "record"}) for name in ("evening-start", "two-strengths")),
    ],
    ids=str,
)
def test_the_text_of_a_pdf_reads_back(name, options):
    checked, options = PLANS[name](), SheetOptions(**options)
    assert days_of_pdf(to_pdf(checked, options)) == planned(checked, options)


@settings(max_examples=4)
@given(titrations() | tapers())
def test_the_text_of_any_pdf_reads_back(request):
    checked, options = plan(request), SheetOptions()
    schedule = checked.schedule
    assume(((schedule.end or schedule.steps[-1].start) - schedule.start).days < MOST_DAYS // 8)
    assert days_of_pdf(to_pdf(checked, options)) == planned(checked, options)


@pytest.mark.parametrize("name", PLANS)
def test_a_calendar_of_weeks_reads_back(name):
    checked, options = PLANS[name](), SheetOptions(view="month")
    rows = [row.day for row in make_sheet(checked, options).rows]
    days = [(day, takings, total) for day, (_, takings, total) in
            zip(rows, planned(checked, options), strict=True)]  # fmt: skip
    assert weeks_of_html(to_html(checked, options)) == days


@pytest.mark.parametrize("name", PLANS)
def test_a_record_reads_back_as_the_rows_do(name):
    checked = PLANS[name]()
    record = days_of_html(to_html(checked, SheetOptions(view="record")))
    assert record == days_of_html(to_html(checked))


SPAN = re.compile(r"(?:(\d+)(?: (\w+))?(?: (\d{4}))? to )?(\d+) (\w+) (\d{4}): (.*)")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
DOSE_AT = re.compile(r"(\w+|\d\d:\d\d) (\d[\d.]* (?:mg|micrograms))")


def day_of(day, month, year):
    return date(int(year), MONTHS.index(month) + 1, int(day))


def spans_of(text):
    """Lines such as "1 to 3 December 2026: ...", each as first day, last day and words."""
    for line in text:
        if open_end := re.match(r"from (\d+) (\w+) (\d{4}): (.*)", line):
            yield day_of(*open_end.group(1, 2, 3)), None, open_end[4]
        elif span := SPAN.match(line):
            last = day_of(*span.group(4, 5, 6))
            first = day_of(span[1], span[2] or span[5], span[3] or span[6]) if span[1] else last
            yield first, last, span[7]


def paragraphs(text):
    return [" ".join(part.split()) for part in re.sub(r"\n +", " ", text).splitlines()]


@pytest.mark.parametrize("name", PLANS)
def test_a_card_reads_back(name):
    schedule = PLANS[name]().schedule
    read = list(spans_of(paragraphs(to_card(PLANS[name]()))))
    assert [(first, last) for first, last, _ in read] == [(s.start, s.end) for s in schedule.steps]
    for (_, _, words), step in zip(read, schedule.steps, strict=True):
        assert [(at, micrograms(dose)) for at, dose in DOSE_AT.findall(words)] == [
            (taking.at, taking.dose.micrograms) for taking in step.regimen.administrations
        ]


@pytest.mark.parametrize("name", ["titration", "taper", "liquid", "evening-start"])
def test_a_note_reads_back_on_each_day(name):
    checked = PLANS[name]()
    schedule = checked.schedule
    for day in schedule.days(until=schedule.end or schedule.steps[-1].start):
        (line,) = [
            words for words in paragraphs(to_note(checked, on=day.date))
            if words.startswith("Dose this day ")
        ]  # fmt: skip
        assert line.startswith(f"Dose this day {day.daily_dose} (")
        assert [(at, micrograms(dose)) for at, dose in DOSE_AT.findall(line.partition("(")[2])] == [
            (taking.at, taking.dose.micrograms) for taking in day.takings
        ]


QUARTERS = {"": 0, "¼": 1, "½": 2, "¾": 3}
IN_A_DAY = re.compile(r"(?:(\d*)([¼½¾]?)|(\d[\d.]*) mL) in a day\.|none\.")


def quarters_in_a_day(words):
    """What a label gives for a day [quarters of a tablet, or millilitres]."""
    whole, part, millilitres = IN_A_DAY.fullmatch(words).groups()
    if millilitres:
        return Fraction(millilitres)
    return 4 * int(whole or 0) + QUARTERS[part or ""]


@pytest.mark.parametrize("name", PLANS)
def test_the_labels_of_a_fill_read_back_to_the_pieces_of_each_day(name):
    checked = PLANS[name]()
    products = {product.name: product for product in checked.products}
    size = {"whole": 4, "half": 2, "quarter": 1}
    # A label begins with its number and ends where the next one or another section does.
    for part in re.split(r"\n +Label \d+ of \d+\n", to_pharmacy(checked))[1:]:
        label = part.split("\n\n")[0]
        product = next(held for name, held in products.items() if f"BACLOFEN {name}. Sheet" in
                       " ".join(label.split()))  # fmt: skip
        lines = paragraphs(label.replace("\n         ", " ").replace("      ", "\n"))
        spans = list(spans_of(lines))
        assert spans
        for first, last, words in spans:
            day = first
            while day <= (last or first):
                takings = checked.schedule.on(day).takings
                pieces = [p for taking in takings for p in taking.pieces if p.product == product.id]
                if product.form == "liquid":
                    count = sum(piece.count for piece in pieces)
                    microlitres = product.measured_volume(count).microlitres if count else 0
                    assert quarters_in_a_day(words) * 1000 == microlitres
                else:
                    assert quarters_in_a_day(words) == sum(p.count * size[p.part] for p in pieces)
                day += timedelta(days=1)
