"""Fills add up to the schedule, and no two boxes read as a whole dose each."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from baclofen_titration import (
    Acknowledgement,
    InvalidValueError,
    Patient,
    TitrationRequest,
    UnsafeScheduleError,
    load_products,
    load_protocol,
    plan_titration,
    to_pharmacy,
)
from baclofen_titration.dispensing import count_fills
from baclofen_titration.formats import sheet_code, to_pharmacy_html, to_pharmacy_pdf
from baclofen_titration.formats.pharmacy import pharmacy_sections
from baclofen_titration.product import PIECES_IN_ONE, shipped_products
from golden.cases import PLANS, taper, titration
from golden.sheet_reading import text_of_pdf
from golden.words import error_prone
from property.test_plans import plan, tapers, titrations

PLANS = {
    **PLANS,
    "two-boxes": lambda: taper(
        "morning 25 mg, midday 25 mg, evening 25 mg", products="us-tablet-5, us-tablet-20",
        over="28 days",
    ),
}  # fmt: skip


def pieces_taken(schedule, until):
    taken = Counter()
    for day in schedule.days(until=until):
        for taking in day.takings:
            for piece in taking.pieces:
                taken[piece.product, piece.part] += piece.count
    return taken


@settings(max_examples=40)
@given(titrations() | tapers(), st.integers(1, 60), st.integers(1, 40))
def test_fills_add_up_to_the_pieces_of_the_schedule(request, days, every):
    checked = plan(request)
    schedule = checked.schedule
    until = schedule.start + timedelta(days=days - 1)
    assume(schedule.start.year < 2150)
    fills = count_fills(schedule, checked.products, until, every)
    last = until if schedule.end is None else min(until, schedule.end)
    assert (fills[0].first, fills[-1].until) == (schedule.start, last)
    taken, held = Counter(), Counter()
    for fill, after in zip(fills, [*fills[1:], None], strict=True):
        if after is not None:
            assert after.first == fill.until + timedelta(days=1)
        for line in fill.lines:
            for piece in line.pieces:
                taken[piece.product, piece.part] += piece.count
            held[line.product] += line.given
        assert +taken == pieces_taken(schedule, fill.until)
        needed = Counter()
        for (product, part), count in taken.items():
            needed[product] += -(-count // PIECES_IN_ONE[part])
        # Everything can be taken, and where tablets are counted singly nothing is given too much.
        assert needed == +held
        assert fill.last_covered >= fill.until
        assert fill.order_by is None or fill.first <= fill.order_by <= fill.last_covered


def test_what_is_left_of_one_fill_is_used_in_the_next():
    checked = titration("15 mg/day", products="uk-tablet-10", supply="6 days", fill_every="1 day")
    assert [sum(line.tablets for line in fill.lines) for fill in checked.fills] == [2, 1] * 3
    assert "left over: ½" in to_pharmacy(checked)


def test_whole_packs_last_into_the_next_fill():
    (tablet,) = load_products("us-tablet-5")
    packed = tablet.model_validate(
        {**tablet.model_dump(), "packs": [{"size": 100, "authors": tablet.authors}]}
    )
    schedule = PLANS["titration"]().schedule
    fills = count_fills(schedule, (packed,), schedule.start + timedelta(days=27), 7)
    # 36, 114, 198 and 282 tablets are taken up to the end of each week.
    assert [sum(line.given for line in fill.lines) for fill in fills] == [100, 100, 0, 100]
    assert str(fills[0].last_covered) == "2026-12-12"
    text = to_pharmacy(PLANS["titration"]().model_copy(update={"count_fills": lambda *_: fills}))
    assert "1 pack of 100" in text
    assert "no further 5 mg tablet" in text


def test_without_a_supply_there_is_one_fill_of_the_usual_length():
    (fill,) = titration().fills
    assert (fill.until - fill.first).days + 1 == shipped_products().dispensing.fill_days.value
    (taper,) = PLANS["taper"]().fills
    assert taper.until == PLANS["taper"]().schedule.end
    assert taper.order_by is None


def test_a_liquid_names_its_bottles_and_the_day_to_discard_them():
    text = " ".join(to_pharmacy(PLANS["liquid"]()).split())
    assert "bottle" in text
    assert "Opened Tue 1 December 2026" in text


@pytest.mark.parametrize("name", PLANS)
def test_no_box_reads_as_the_whole_dose_where_there_are_two(name):
    checked = PLANS[name]()
    text = " ".join(to_pharmacy(checked).split())
    assert error_prone(text) == []
    boxes = [re.search(r"Label \d+ of (\d+)", label)[1] for label in re.findall(LABEL, text)]
    for label, of in zip(re.findall(LABEL, text), boxes, strict=True):
        assert ("one part of the dose only" in label) == (of != "1")
        assert ("Take as the sheet says" in label) == (of == "1")


def test_two_boxes_are_two_parts_of_one_dose():
    text = " ".join(to_pharmacy(PLANS["two-boxes"]()).split())
    assert "Box 1 of 2: one part of the dose only." in text
    assert "Box 2 of 2: one part of the dose only." in text
    assert "Take as the sheet says" not in text


LABEL = r"Label \d+ of \d+ BACLOFEN.*?in one day\."


@pytest.mark.parametrize("name", PLANS)
def test_the_most_on_any_day_is_what_some_day_takes(name):
    checked = PLANS[name]()
    quarters = {"whole": 4, "half": 2, "quarter": 1, "measure": 1}
    text = to_pharmacy(checked)
    for fill in checked.fills:
        days = [d for d in checked.schedule.days(until=fill.until) if d.date >= fill.first]
        for line in fill.lines:
            most = max(
                sum(
                    piece.count * quarters[piece.part]
                    for taking in day.takings
                    for piece in taking.pieces
                    if piece.product == line.product
                )
                for day in days
            )
            product = next(p for p in checked.products if p.id == line.product)
            if product.form == "liquid":
                words = str(product.measured_volume(most))
            else:
                whole, rest = divmod(most, 4)
                words = f"{whole or ''}{('', '¼', '½', '¾')[rest]}"
            assert f"Never more than {words} from this box in one day." in text


def test_halves_need_a_break_line_and_accepted_stops_are_said():
    text = to_pharmacy(PLANS["uk-halves"]())
    assert "Needs a tablet with a break line" in " ".join(text.split())
    assert "None: nothing stops this plan." in text


def test_more_fills_than_a_sheet_holds_are_refused():
    checked = titration(supply="100 days", fill_every="1 day")
    with pytest.raises(InvalidValueError, match="Supply fewer days"):
        to_pharmacy(checked)


@pytest.mark.parametrize("every", [0, -1, True, "7"])
def test_a_fill_lasts_whole_days(every):
    checked = PLANS["titration"]()
    with pytest.raises(InvalidValueError, match="whole days"):
        count_fills(checked.schedule, checked.products, every=every)


def test_how_long_a_fill_is_is_asked_and_printed():
    asked = {held.name: held.answer for held in titration(fill_every="7 days").asked}
    assert asked["fill every"] == "7 days"


@pytest.mark.parametrize("name", PLANS)
def test_page_and_pdf_say_what_the_text_says(name):
    checked = PLANS[name]()
    page, content = to_pharmacy_html(checked), to_pharmacy_pdf(checked)
    seen = " ".join(unescape(re.sub(r"<[^>]*>", " ", page.partition("</head>")[2])).split())
    printed = " ".join(text_of_pdf(content)).replace("\u00a0", " ")
    lines = [line for section in pharmacy_sections(checked) for line in section]
    assert len(lines) > 12
    for line in lines:
        words = line.words.removesuffix(".") if line.kind == "plain" else line.words
        assert words in seen
        assert words in printed
    labels = [line.words for line in lines if line.kind == "box"]
    assert page.count('<div class="label">') == len(labels) > 0
    assert error_prone(printed) == error_prone(seen) == []
    assert content == to_pharmacy_pdf(checked)


def test_page_and_pdf_are_marked_titled_and_escaped():
    checked = PLANS["titration"]()
    page = to_pharmacy_html(checked)
    reader = PdfReader(io.BytesIO(to_pharmacy_pdf(checked, "letter")))
    title = f"Pharmacy sheet, baclofen by mouth. Sheet {sheet_code(checked)}"
    assert f"<title>{title}</title>" in page
    assert reader.metadata.title == title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert page.count("SPECIMEN – NOT FOR PATIENT USE") == 2
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == [612, 792]
    evil = checked.products[0].model_copy(update={"name": "<b>tablet</b> #read(1)"})
    hostile = checked.model_copy(update={"products": (evil, *checked.products[1:])})
    assert "&lt;b&gt;tablet&lt;/b&gt; #read(1)" in to_pharmacy_html(hostile)
    assert "#read(1)" in " ".join(text_of_pdf(to_pharmacy_pdf(hostile)))


def test_a_stop_that_was_accepted_is_told_to_the_pharmacy():
    checked = ways_with_a_stop()
    text = " ".join(to_pharmacy(checked).split())
    assert "None: nothing stops this plan." not in text
    (stop,) = checked.report.stops
    assert f"{stop.says} ({stop.code})" in text
    assert "Accepted by a prescriber: Seen and talked over today." in text


def ways_with_a_stop(accepted=()):
    """A plan that a stop holds back until somebody accepts it."""
    patient = Patient(
        age="46 years", kidneys="normal, tested 2026-11-12", conditions=["hypersensitivity"]
    )
    request = TitrationRequest(
        protocol=load_protocol("us-label-adult"),
        products=load_products("us-tablets"),
        patient=patient,
        taking="nothing",
        aim="60 mg/day",
        start="2026-12-01",
        acknowledgements=accepted,
    )
    if accepted:
        return plan_titration(request)
    with pytest.raises(UnsafeScheduleError) as caught:
        plan_titration(request)
    (stop,) = caught.value.stops
    reason = "Seen and talked over today."
    accepts = Acknowledgement(
        code=stop.code, value=stop.found, role="prescriber", request=caught.value.request,
        reason=reason,
    )  # fmt: skip
    return ways_with_a_stop([accepts])
