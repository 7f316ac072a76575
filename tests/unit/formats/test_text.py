"""The sheet where it is unusual: long words, liquids, reserves, acknowledgements."""

from __future__ import annotations

import pytest

from baclofen_titration.checked import CheckedSchedule, ProtocolReference
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.findings import Acknowledgement, SafetyReport
from baclofen_titration.formats import sheet_code, to_text
from baclofen_titration.formats.page import joined, wrapped
from baclofen_titration.formats.sheet_codes import LETTERS
from baclofen_titration.formats.wording import authors_words, pieces_words, rule_words, time_words
from baclofen_titration.limits import Limits
from baclofen_titration.product import Product, load_products
from baclofen_titration.provenance import Citation, Judgement
from baclofen_titration.regimen import Administration, Piece, Regimen
from baclofen_titration.schedule import Schedule, Step
from golden.cases import PLANS, titration
from golden.words import micrograms, takings, weight

OURS = Judgement(says="An example.", reason="It is made up for a test.")
PROTOCOL = ProtocolReference(
    id="made-up", edition="2026-01-01", title="Made up", status="draft", digest="0" * 64,
    shipped=False,
)  # fmt: skip


def by_hand(*takings_, products, **more):
    """A sealed schedule of one open step that nobody judged."""
    step = Step(
        start="2026-09-30",
        days=None,
        regimen=Regimen(administrations=takings_),
        phase="maintenance",
    )
    schedule = Schedule(before="unknown", steps=[step], **more)
    return CheckedSchedule(
        schedule=schedule,
        report=SafetyReport().made_of(schedule),
        protocol=PROTOCOL,
        products=products,
        limits=Limits(),
        asked=(),
    )


def tablet(name, strength):
    return Product(
        id=name, name=f"{strength} tablet", form="tablet", strength=strength, authors=[OURS]
    )


def test_many_tablets_wrap_and_no_dose_leaves_the_page():
    products = [tablet(f"t{n}", f"{n}{n}{n}.125 mg") for n in range(1, 5)]
    pieces = tuple(Piece(product=product.id, count=3) for product in products)
    dose = f"{3 * 1110 + 1}.5 mg"
    much = Administration(at="morning", dose=dose, pieces=pieces)
    little = Administration(at="bedtime", dose="500 micrograms")
    text = to_text(by_hand(much, little, products=products, first_taking="bedtime"))
    assert max(map(len, text.splitlines())) <= 80
    (words, printed), *_ = takings(text)
    assert weight(words) == micrograms(printed) == micrograms(dose)
    assert "\n             – not today (30 September 2026)\n" in text


def test_a_number_and_its_unit_stay_on_one_line():
    for width in range(40, 90):
        words = "x" * width + " at most 15 mg/day and 1½ × 10 mg within 3 days."
        for line in wrapped(words):
            assert not line.endswith(("15", "10", "3", "×", "1½"))


def test_sections_without_lines_are_left_out():
    assert joined([["a"], [], ["b", "c"]]) == "a\n\nb\nc\n"


def test_a_schedule_that_is_only_kept_is_no_taper():
    once = Administration(at="morning", dose="5 mg", pieces=[Piece(product="five", count=1)])
    text = to_text(by_hand(once, products=[tablet("five", "5 mg")]))
    assert text.startswith("Schedule of baclofen by mouth ")


def test_a_liquid_shows_its_volume_its_strength_and_its_milligrams_on_one_line():
    text = to_text(PLANS["liquid"]())
    assert "   morning   2.5 mL of 10 mg in 5 mL      5 mg\n" in text
    assert "mL of oral solution 10 mg in 5 mL, in 1 bottle of 473 mL" in text


def test_packets_are_called_packets():
    text = to_text(titration(products="us-packets"))
    assert "   morning   1 × 5 mg packet              5 mg\n" in text


def test_a_reserve_is_kept_apart_and_inside_the_page():
    text = to_text(PLANS["odd-start"]())
    assert "Reserve, kept apart, for 7 days of the largest daily dose:" in text
    assert max(map(len, text.splitlines())) <= 80


def test_what_a_clinician_accepted_is_printed_and_so_is_what_has_no_effect():
    checked = titration()
    digest = checked.request_digest
    accepted = Acknowledgement(
        code="kidneys-stated-normal", value="", request=digest, role="prescriber",
        reason="Seen on paper.",
    )  # fmt: skip
    (found,) = (f for f in checked.report.findings if f.code == accepted.code)
    accepted = accepted.model_copy(update={"value": found.found})
    other = accepted.model_copy(update={"request": "0" * 64})
    text = to_text(checked.model_copy(update={"acknowledgements": (accepted, other)}))
    assert "   Accepted by a prescriber: Seen on paper.\n" in text
    assert "Without effect: a prescriber accepted kidneys-stated-normal" in text


def test_the_sheet_code_follows_the_schedule_and_the_request():
    one, other = titration(), titration("45 mg/day")
    assert sheet_code(one) == sheet_code(titration())
    assert sheet_code(one) != sheet_code(other)
    assert set(sheet_code(one)) <= set(LETTERS)
    assert not set(LETTERS) & set("AEIOUYLQSZ0123456789")


def test_pieces_of_no_known_product_are_refused():
    with pytest.raises(InvalidValueError, match="Name it among the products"):
        pieces_words([Piece(product="other", count=1)], {})


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"whole": 1}, "1 × 10 mg"),
        ({"half": 1}, "½ × 10 mg"),
        ({"whole": 1, "half": 1}, "1½ × 10 mg"),
        ({"half": 2}, "1 × 10 mg"),
        ({"whole": 2, "quarter": 3}, "2¾ × 10 mg"),
        ({"quarter": 1}, "¼ × 10 mg"),
    ],
)
def test_parts_of_a_tablet_in_words(counts, words):
    (product,) = load_products("uk-tablet-10")
    pieces = [Piece(product=product.id, count=n, part=part) for part, n in counts.items()]
    assert pieces_words(pieces, {product.id: product}) == words


def test_rules_that_are_not_known_are_printed_as_they_are_called():
    assert rule_words("own-rule") == "own rule"
    assert rule_words("cut-short-step-4") == "step 4 of the protocol, cut short to land on the aim"


def test_times_of_day_inside_a_sentence():
    assert [time_words(at) for at in ("morning", "midday", "22:00")] == [
        "in the morning",
        "at midday",
        "at 22:00",
    ]


def test_no_sentence_of_an_author_ends_twice():
    cited = Citation(
        kind="label", source="L1", title="A label", section="2", grade="A", says="So it is."
    )
    assert authors_words([cited]) == "Label: So it is. A label [L1], 2, grade A."
    assert authors_words([OURS]).count("..") == 0
