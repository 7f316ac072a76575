"""What a product is, and what the shipped product file says."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from baclofen_titration.errors import InvalidValueError, RuleFileError, UnknownNameError
from baclofen_titration.product import Product, load_products, read_products, shipped_products
from baclofen_titration.provenance import Author, Citation, Judgement

OURS = Judgement(says="An invented tablet.", reason="It is only for this test.")


def authors_of(product: Product) -> list[tuple[Author, ...]]:
    """Who stands behind each value of it."""
    held = (product.graduation, product.dose_step, product.discard_after_opening)
    sizes = (*product.packs, *product.bottles)
    values = [value.authors for value in held if value is not None]
    return [product.authors, *values, *(size.authors for size in sizes)]


def tablet(**more: object) -> Product:
    values = {
        "id": "made-up",
        "name": "10 mg tablet",
        "form": "tablet",
        "strength": "10 mg",
        "authors": [OURS],
    }
    return Product(**{**values, **more})


@pytest.mark.parametrize(
    ("name", "strength", "parts"),
    [
        ("us-tablet-5", "5 mg", ("whole",)),
        ("us-tablet-10", "10 mg", ("whole", "half")),
        ("us-tablet-15", "15 mg", ("whole",)),
        ("us-tablet-20", "20 mg", ("whole", "half")),
        ("us-tablet-10-whole", "10 mg", ("whole",)),
        ("us-tablet-20-whole", "20 mg", ("whole",)),
        ("uk-tablet-5", "5 mg", ("whole",)),
        ("uk-tablet-10", "10 mg", ("whole", "half")),
        ("uk-tablet-10-whole", "10 mg", ("whole",)),
        ("eu-tablet-10", "10 mg", ("whole", "half")),
        ("eu-tablet-10-whole", "10 mg", ("whole",)),
        ("eu-tablet-25", "25 mg", ("whole",)),
        ("eu-tablet-25-halved", "25 mg", ("whole", "half")),
        ("jp-tablet-5", "5 mg", ("whole",)),
        ("jp-tablet-5-halved", "5 mg", ("whole", "half")),
        ("jp-tablet-10", "10 mg", ("whole", "half")),
        ("nl-tablet-2-and-a-half", "2.5 mg", ("whole",)),
        ("nl-tablet-5", "5 mg", ("whole",)),
        ("nl-tablet-10", "10 mg", ("whole",)),
        ("nl-tablet-25", "25 mg", ("whole",)),
    ],
)
def test_shipped_tablets_permit_only_what_a_source_permits(
    name: str, strength: str, parts: tuple[str, ...]
) -> None:
    (product,) = load_products(name)
    assert (str(product.strength), product.parts) == (strength, parts)


@pytest.mark.parametrize("strength", [5, 10, 20])
def test_shipped_packets_are_taken_whole(strength: int) -> None:
    (product,) = load_products(f"us-packet-{strength}")
    assert (product.form, str(product.strength)) == ("packet", f"{strength} mg")
    assert product.parts == ("whole",)
    assert product.printed_strength == f"{strength} mg"


def test_that_packets_are_no_longer_distributed_is_said_as_a_summary() -> None:
    for product in load_products("us-packets"):
        (said,) = (a for a in product.authors if "30 June 2025" in a.says)
        assert isinstance(said, Citation)
        assert (said.source, said.kind, said.grade) == ("DS1", "summary", "C")


def test_every_shipped_product_is_listed() -> None:
    forms = [product.form for product in shipped_products().products]
    assert (forms.count("tablet"), forms.count("packet"), forms.count("liquid")) == (20, 3, 6)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("us-tablets", ["us-tablet-5", "us-tablet-10", "us-tablet-15", "us-tablet-20"]),
        ("uk-tablets", ["uk-tablet-5", "uk-tablet-10"]),
        ("eu-tablets", ["eu-tablet-10", "eu-tablet-25"]),
        ("eu-tablets-whole", ["eu-tablet-10-whole", "eu-tablet-25"]),
        ("us-packets", ["us-packet-5", "us-packet-10", "us-packet-20"]),
        ("jp-tablets", ["jp-tablet-5", "jp-tablet-10"]),
        (
            "nl-tablets",
            ["nl-tablet-2-and-a-half", "nl-tablet-5", "nl-tablet-10", "nl-tablet-25"],
        ),
    ],
)
def test_sets_hold_their_products(name: str, ids: list[str]) -> None:
    assert [product.id for product in load_products(name)] == ids


def test_there_are_no_other_sets() -> None:
    assert list(shipped_products().sets) == [
        "us-tablets",
        "uk-tablets",
        "eu-tablets",
        "eu-tablets-whole",
        "us-packets",
        "jp-tablets",
        "nl-tablets",
    ]


def test_no_set_mixes_forms_or_holds_a_liquid() -> None:
    forms = {product.id: product.form for product in shipped_products().products}
    for members in shipped_products().sets.values():
        assert len({forms[key] for key in members}) == 1
        assert "liquid" not in {forms[key] for key in members}


def test_halves_of_the_disputed_tablet_are_in_no_set() -> None:
    assert all("eu-tablet-25-halved" not in ids for ids in shipped_products().sets.values())


def test_the_dispute_about_the_25_mg_tablet_stands_side_by_side() -> None:
    whole, halved = load_products("eu-tablet-25, eu-tablet-25-halved")
    for product in (whole, halved):
        cited = {author.source for author in product.authors if isinstance(author, Citation)}
        assert {"DE2", "ES1", "RO1", "AU3"} <= cited
        assert any(isinstance(author, Judgement) for author in product.authors)


def test_names_are_read_by_people() -> None:
    assert [product.name for product in load_products("eu-tablets, eu-tablet-25-halved")] == [
        "10 mg tablet",
        "25 mg tablet",
        "25 mg tablet (halved by request)",
    ]


def test_every_product_is_cited_and_every_citation_resolves_to_a_title() -> None:
    shelf = shipped_products()
    titles = {source.key: source.title for source in shelf.sources}
    cited = set()
    for product in shelf.products:
        assert any(isinstance(author, Citation) for author in product.authors), product.id
        said = [author for authors in authors_of(product) for author in authors]
        for citation in (author for author in said if isinstance(author, Citation)):
            assert citation.title == titles[citation.source]
            assert not citation.verbatim
            cited.add(citation.source)
    rules = shelf.dispensing
    said = [author for name in type(rules).model_fields for author in getattr(rules, name).authors]
    cited |= {author.source for author in said if isinstance(author, Citation)}
    assert cited == set(titles)


def test_what_only_a_summary_or_a_study_says_is_also_a_judgement() -> None:
    for product in shipped_products().products:
        for authors in authors_of(product):
            grades = {author.grade for author in authors if isinstance(author, Citation)}
            judged = any(isinstance(author, Judgement) for author in authors)
            assert judged or not grades & {"C", "D"}, product.id


def test_halves_are_a_reading_of_ours_with_its_reason() -> None:
    for product in shipped_products().products:
        if "half" in product.parts:
            judgements = [a.says for a in product.authors if isinstance(a, Judgement)]
            assert any("halve" in says.lower() for says in judgements), product.id


def test_no_pack_size_is_made_up() -> None:
    for product in shipped_products().products:
        assert product.packs == ()
        if product.form != "liquid":
            assert any("No pack size" in author.says for author in product.authors)


def test_dispensing_rules_are_judgements() -> None:
    rules = shipped_products().dispensing
    for rule, value in ((rules.max_pieces_per_dose, 4), (rules.max_strengths_without_caution, 2)):
        assert rule.value == value
        assert [type(author) for author in rule.authors] == [Judgement]


def test_products_keep_the_order_asked_for_and_come_once() -> None:
    names = "uk-tablet-10, uk-tablets, uk-tablet-10"
    assert [product.id for product in load_products(names)] == ["uk-tablet-10", "uk-tablet-5"]


@pytest.mark.parametrize("names", ["", "us-tablet-7", "us-tablets;uk-tablets", "US-TABLETS", ","])
def test_an_unknown_name_is_refused_with_all_names(names: str) -> None:
    with pytest.raises(UnknownNameError, match=r"eu-tablets-whole.*us-tablet-5"):
        load_products(names)


def test_a_piece_weighs_its_part_of_the_tablet() -> None:
    product = tablet(strength="25 mg", parts=("whole", "half", "quarter"))
    weights = [product.piece_micrograms(part) for part in product.parts]
    assert weights == [25_000, 12_500, 6_250]
    with pytest.raises(InvalidValueError, match="may not be taken as a quarter"):
        tablet(strength="25 mg", parts=("whole", "half")).piece_micrograms("quarter")


def test_a_tablet_is_not_measured() -> None:
    with pytest.raises(InvalidValueError, match="not a liquid"):
        tablet().measured_volume(1)
    with pytest.raises(InvalidValueError, match="not a liquid"):
        _ = tablet().dose_step_micrograms
    assert tablet().discard_on(date(2026, 12, 1)) is None


def test_every_shipped_product_reads_back_from_its_own_json() -> None:
    for product in shipped_products().products:
        assert Product.model_validate_json(product.model_dump_json()) == product


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"strength": "0 mg"}, "contains something"),
        ({"strength": "1 microgram", "parts": ("whole", "half")}, "whole number"),
        ({"strength": "2 micrograms", "parts": ("whole", "quarter")}, "whole number"),
        ({"parts": ("half",)}, "whole"),
        ({"parts": ("half", "whole")}, "whole"),
        ({"parts": ("whole", "whole")}, "twice"),
        ({"parts": ()}, "whole"),
        ({"parts": ("whole", "third")}, "parts"),
        ({"form": "syrup"}, "form"),
        ({"form": "liquid"}, 'parts: a liquid is taken by "measure" only'),
        ({"form": "packet", "parts": ("whole", "half")}, "packet is taken whole only"),
        ({"parts": ("whole", "measure")}, "only a liquid"),
        ({"volume": "5 mL"}, "only of a liquid"),
        ({"graduation": {"value": "1 mL", "authors": [OURS]}}, "only of a liquid"),
        ({"bottles": [{"size": "100 mL", "authors": [OURS]}]}, "only of a liquid"),
        ({"strength": 10}, "no unit"),
        ({"strength": 10.0}, "no unit"),
        ({"authors": ()}, "authors"),
        ({"colour": "white"}, "colour"),
        ({"packs": [{"size": 0, "authors": [OURS]}]}, "packs"),
        ({"packs": [{"size": True, "authors": [OURS]}]}, "packs"),
        ({"packs": [{"size": 30, "authors": []}]}, "packs"),
    ],
)
def test_a_product_that_could_not_be_counted_out_is_refused(
    more: dict[str, object], fault: str
) -> None:
    with pytest.raises(InvalidValueError, match=fault):
        tablet(**more)


def test_a_product_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        tablet().parts = ("whole", "half")  # type: ignore[misc]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('source = "US1"', 'source = "US99"', "US99"),
        ('"us-tablet-5", ', '"us-tablet-7", ', "us-tablet-7"),
        ('strength = "5 mg"', "strength = 5.0", "unit"),
        (
            "[dispensing.max_pieces_per_dose]\nvalue = 4",
            "[dispensing.max_pieces_per_dose]",
            "value",
        ),
        ("[dispensing.max", "[dispensing", "mutate|overwrite|nowhere|Expected|required"),
    ],
)
def test_a_faulty_product_file_is_refused_with_its_fault(old: str, new: str, words: str) -> None:
    text = files("baclofen_titration").joinpath("data", "products.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(RuleFileError, match=words):
        read_products(text.replace(old, new, 1), "mine.toml")
