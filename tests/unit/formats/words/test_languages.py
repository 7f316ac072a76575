"""Languages that nobody has verified: every line with its English, and every dose read back."""

from __future__ import annotations

import re
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from baclofen_titration.dispensing import choose_pieces, makeable_micrograms
from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats import to_html, to_pdf
from baclofen_titration.formats.sheet.contents import SheetOptions
from baclofen_titration.formats.sheet.making import make_sheet
from baclofen_titration.formats.sheet.swallowing import swallowed
from baclofen_titration.formats.words.catalogue import LANGUAGES, SOURCE
from baclofen_titration.formats.words.said import Said, english_of, own_of
from baclofen_titration.formats.words.speaking import words_of
from baclofen_titration.product import load_products, shipped_products
from baclofen_titration.screening.telling import advice_rules
from catalogues.po import read_po
from catalogues.write import SHELF
from golden.cases import PLANS, titration
from golden.sheet_reading import text_of_pdf
from golden.words import error_prone
from unit.formats.words.test_catalogues import purposes

TITRATION, TAPER, LIQUID = PLANS["titration"](), PLANS["taper"](), PLANS["liquid"]()
REVIEWED = titration(review_every="1 week")
TRANSLATED = [language for language in LANGUAGES if not language.startswith("en")]
ON_A_SHEET = {"sheet", "mark", "dates"}


def messages(language):
    return read_po((SHELF / f"{language}.po").read_text("utf-8"))[1:]


class Beside(HTMLParser):
    """The texts of the patient's pages: those marked as English, and those marked as a draft."""

    def __init__(self, page):
        super().__init__()
        self.own, self.english, self.open = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "span":
            self.open.append(dict(attrs).get("class"))

    def handle_endtag(self, tag):
        if tag == "span":
            self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] in ("own", "english"):
            getattr(self, self.open[-1]).append(data)


def texts_of(value):
    """Every text in a sheet, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for held in value:
            yield from texts_of(held)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_counts_as_verified_unless_somebody_is_named(language):
    for message in messages(language):
        assert message.fuzzy != message.verified, message.context


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_that_a_sheet_can_say_is_translated(language):
    held = {(message.context, message.text) for message in messages(language)}
    sheet = {(m.text, m.said[0]) for m in messages(SOURCE) if m.where in ON_A_SHEET}
    advice = {
        (f"advice/{rule.advice.key}", says)
        for rule in advice_rules()
        for says in (rule.advice.says, rule.advice.says_to_carer or rule.advice.says)
    }
    sheet |= {("purpose", words) for words in purposes()}
    missing, stale = (sheet | advice) - held, held - (sheet | advice)
    assert not missing, "Draft these, marked fuzzy: docs/how-to/add-a-language.md"
    assert not stale, "Their English has changed, or is gone"


@pytest.mark.parametrize(
    ("checked", "carer"),
    [(TITRATION, False), (REVIEWED, False), (TAPER, True), (LIQUID, False), (LIQUID, True)],
    ids=["up", "a review", "down, carer", "liquid", "liquid, carer"],
)
@pytest.mark.parametrize("language", TRANSLATED)
def test_a_draft_never_stands_without_its_english(language, checked, carer):
    options = SheetOptions(language=language, carer=carer)
    english = SheetOptions(paper=options.paper, carer=carer)
    drafts = list(texts_of(make_sheet(checked, options)))
    sources = list(texts_of(make_sheet(checked, english)))
    said = [text for text in drafts if isinstance(text, Said)]
    assert len(said) > 100
    assert len(drafts) >= len(sources)
    for draft in said:
        assert draft.english in sources
        assert draft == f"{draft.own} / {draft.english}"
    page = Beside(to_html(checked, options))
    assert len(page.own) == len(page.english) > len(said)
    text = " ".join(text_of_pdf(to_pdf(checked, options)))
    weekdays = set(make_sheet(checked, options).weekdays)
    for draft in set(said) - weekdays:
        own, beside = " ".join(draft.own.split()), " ".join(draft.english.split())
        assert text.count(beside) >= text.count(own) > 0, draft


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_record_in_a_draft_stands_beside_english_too(language):
    options = SheetOptions(language=language, view="record")
    page = Beside(to_html(TITRATION, options))
    assert len(page.own) == len(page.english) > 100
    text = text_of_pdf(to_pdf(TITRATION, options))[0]
    one, several, *_ = NOUNS[language]
    assert text.count(f" {one} ") == text.count(" tablet ") > 0
    assert text.count(f" {several} ") == text.count(" tablets ") > 0


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_month_has_no_room_for_two_languages(language):
    with pytest.raises(InvalidValueError, match="ask for rows"):
        SheetOptions(language=language, view="month")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_page_for_the_patient_says_that_it_is_a_draft(language):
    options = SheetOptions(language=language)
    notice = words_of(language).say("draft-words")
    assert isinstance(notice, Said)
    assert to_html(TITRATION, options).count(notice.english) == 4
    assert all(notice.english in page for page in text_of_pdf(to_pdf(TITRATION, options)))
    lines = [line for part in make_sheet(TITRATION, options).professional for line in part.lines]
    assert any("words-not-verified" in line for line in lines)
    assert not any("words-not-verified" in line for line in texts_of(make_sheet(TITRATION)))


NOUNS = {
    "en-GB": ("tablet", "tablets", "packet", "packets"),
    "en-US": ("tablet", "tablets", "packet", "packets"),
    "es": ("comprimido", "comprimidos", "sobre", "sobres"),
}
"""By hand, so that a noun that changes is seen: one and several of each."""

QUARTERS = {"": 0, "¼": 1, "½": 2, "¾": 3}
COUNT = re.compile(r"(\d*)([¼½¾]?) (\S+)")


def quarters_of(words, nouns):
    """Read "1½ tablets" back [quarters]."""
    whole, part, noun = COUNT.fullmatch(words).groups()
    assert noun in nouns
    several = int(whole or 0) > 1 or (whole not in ("", "0") and part)
    assert (
        noun == nouns[nouns.index(noun) | 1] if several else noun == nouns[nouns.index(noun) & ~1]
    )
    return 4 * int(whole or 0) + QUARTERS[part]


@pytest.mark.parametrize("noun", ["tablet", "packet"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_reads_back(language, noun):
    words = words_of(language)
    for quarters in range(1, 4 * 24):
        whole, part = divmod(quarters, 4)
        said = words.pieces(noun, whole, ("", "¼", "½", "¾")[part])
        own = said.own if isinstance(said, Said) else said
        assert quarters_of(own, NOUNS[language]) == quarters
        if isinstance(said, Said):
            assert quarters_of(said.english, NOUNS[SOURCE]) == quarters


OF = {"en-GB": "of ", "en-US": "of ", "es": "de "}
STRENGTH = re.compile(r"(\d+(?:\.\d+)?) (mg|micrograms)(?: (?:in|en) (\d+) mL)?")
VOLUME = re.compile(r"(\d+(?:\.\d+)?) mL")


def micrograms_of(swallow, pick, language):
    """Read what is swallowed back [micrograms]."""
    total = Fraction(0)
    for part in swallow:
        amount, of = pick(part.amount), pick(part.of)
        assert of.startswith(OF[language])
        number, unit, each = STRENGTH.fullmatch(of.removeprefix(OF[language])).groups()
        strength = Fraction(number) * (1000 if unit == "mg" else 1)
        volume = VOLUME.fullmatch(amount)
        if volume:
            total += Fraction(volume[1]) / Fraction(each) * strength
        else:
            total += Fraction(quarters_of(amount, NOUNS[language]), 4) * strength
    return total


@pytest.mark.parametrize(
    "names",
    [
        *shipped_products().sets,
        *(each.id for each in shipped_products().products if each.form == "liquid"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_makeable_dose_reads_back_from_its_words(language, names):
    products = load_products(names)
    doses = makeable_micrograms(products, 40_000)
    assert len(doses) >= 4
    held = {product.id: product for product in products}
    for dose in doses:
        pieces = choose_pieces([dose], products)[dose]
        swallow = swallowed(pieces, held, words_of(language))
        assert micrograms_of(swallow, own_of, language) == dose
        assert micrograms_of(swallow, english_of, SOURCE) == dose


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_in_a_draft_is_easily_misread(language):
    for checked in (TITRATION, LIQUID):
        text = " ".join(text_of_pdf(to_pdf(checked, SheetOptions(language=language)))[:3])
        assert error_prone(text) == []


def test_words_to_a_carer_say_give_and_never_take():
    carer = make_sheet(TAPER, SheetOptions(carer=True))
    told = {advice.key: advice for advice in TAPER.advice}
    says = set(texts_of((carer.beside, carer.advice)))
    for advice in told.values():
        assert (advice.says_to_carer or advice.says) in says
    assert "keep giving this" in make_sheet(TITRATION, SheetOptions(carer=True)).ending
    assert not re.search(r"\byou (take|took|feel|faint)\b", " ".join(says))


def test_american_words_differ_where_they_should():
    page = to_html(TITRATION, SheetOptions(language="en-US"))
    assert "After hours" in page
    assert "December 1, 2026" in page
    assert SheetOptions(language="en-US").paper == "letter"
    assert SheetOptions().paper == "a4"
