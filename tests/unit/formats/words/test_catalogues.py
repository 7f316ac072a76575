"""The catalogues: nothing stale, nothing missing, nothing that a reader cannot fill in."""

from __future__ import annotations

import ast
import gettext
import io
import string
from datetime import date, timedelta

import pytest

from baclofen_titration.errors import InvalidValueError
from baclofen_titration.formats.sheet.contents import Contacts, SheetOptions
from baclofen_titration.formats.words.catalogue import DRAFT, LANGUAGES, SOURCE
from baclofen_titration.formats.words.speaking import MONTHS, WEEKDAYS, phrase, words_of
from baclofen_titration.planning.dating import ASKED_FOR
from baclofen_titration.protocols import list_protocols, load_protocol
from baclofen_titration.screening.telling import advice_rules
from baclofen_titration.screening.watching import watch_rules
from catalogues.po import read_po
from catalogues.write import SHELF, catalogues
from contracts.source_tree import PACKAGE, modules, tree
from rulebook.plain_words import grade_of, longest_sentence_of
from rulebook.test_advice import HARDEST_GRADE, LONGEST_SENTENCE

MESSAGES = {path.stem: read_po(path.read_text("utf-8"))[1:] for path in SHELF.glob("*.po")}
ENGLISH = {message.text: message for message in MESSAGES[SOURCE]}
FOR_PATIENTS = {
    "sheet",
    "mark",
    "dates",
    "calendar",
    "card",
    "calendar, card and note",
    "note and card",
}
OTHERS = sorted(MESSAGES.keys() - {SOURCE})


def purposes():
    """What the reviews are for that a patient's sheet can print."""
    said = {rule.purpose for rule in watch_rules() if not rule.watch}
    for name in list_protocols():
        said |= {review.purpose for review in load_protocol(name).reviews}
    return said | {ASKED_FOR}


def gaps(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def names_used():
    """Every whole name of a message that the source spells, wherever it does."""
    texts = [node.value for module in modules("formats/**/*.py") for node in ast.walk(tree(module))
             if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
    pages = [path.read_text("utf-8") for path in PACKAGE.glob("formats/sheet/data/*.j2")]
    return set(texts), " ".join(pages)


def test_every_compiled_catalogue_is_fresh():
    held = {path.name: path.read_bytes() for path in SHELF.glob("*.mo")}
    assert held == catalogues(), "Run: make catalogues"


@pytest.mark.parametrize("name", catalogues())
def test_gettext_reads_every_message_as_its_source_has_it(name):
    read = gettext.GNUTranslations(io.BytesIO(catalogues()[name]))
    language = name.removesuffix(".mo").removesuffix(f".{DRAFT}")
    for message in MESSAGES[language]:
        if message.fuzzy and DRAFT not in name:
            continue
        if message.plural:
            found = {_plural(read, message, count) for count in range(200)}
            assert found == set(message.said)
        elif message.context is None:
            assert (read.gettext(message.text),) == message.said
        else:
            assert (read.pgettext(message.context, message.text),) == message.said


def _plural(read, message, count):
    if message.context is None:
        return read.ngettext(message.text, message.plural, count)
    return read.npgettext(message.context, message.text, message.plural, count)


def test_what_can_be_asked_for_is_what_is_shipped():
    assert set(LANGUAGES) == set(MESSAGES)
    assert LANGUAGES[0] == SOURCE


@pytest.mark.parametrize("language", ["", "en", "EN-GB", "xx", "../en-GB", "qaa"])
def test_a_language_that_is_not_shipped_is_refused_with_the_list(language):
    with pytest.raises(InvalidValueError, match="en-GB"):
        SheetOptions(language=language)


def test_every_message_is_said_and_every_name_is_used():
    texts, pages = names_used()
    texts |= {name.replace("_", "-") for name in Contacts.model_fields}
    families = ("weekday-", "month-", "time-", "at-", "tier-", "part-of-a-", "tablets", "packets")
    for message in ENGLISH.values():
        assert all(words.strip() == words and words for words in message.said)
        assert message.where, message.text
        assert (
            message.text.removesuffix("-give") in texts
            or f'"{message.text.removesuffix("-give")}"' in pages.replace("'", '"')
            or message.text.startswith(families)
        ), f"{message.text} is said nowhere; take it out of the catalogue"


def test_a_message_that_is_not_there_is_a_fault_of_ours():
    with pytest.raises(KeyError, match="no-such-message"):
        phrase("no-such-message")


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_of_words_that_stand_today_and_has_their_gaps(language):
    advice = {
        (f"advice/{rule.advice.key}", says)
        for rule in advice_rules()
        for says in (rule.advice.says, rule.advice.says_to_carer)
    }
    of_files = advice | {("purpose", words) for words in purposes()}
    for message in MESSAGES[language]:
        source = ENGLISH.get(message.context)
        if source is None:
            assert (message.context, message.text) in of_files, f"stale: {message.context}"
            continue
        assert message.text == source.said[0], f"stale: {message.context}"
        assert message.plural == (source.said[-1] if source.plural else None)
        for words in message.said:
            assert gaps(words) == gaps(message.text), f"{message.context}: {words}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_a_year_has_words_of_its_own(language):
    words = words_of(language)
    days = [date(2028, 1, 1) + timedelta(days=number) for number in range(366)]
    for say in (words.day, words.row_day):
        said = [say(day) for day in days]
        assert len(set(said)) == len(days)
        assert all(str(day.day) in text for day, text in zip(days, said, strict=True))
    assert len(WEEKDAYS) == 7
    assert len(MONTHS) == 12


def filled(words):
    """A message with words in its gaps, as it is read."""
    held = {"day": "1 December", "pieces": "2 tablets", "dose": "15 mg"}
    return words.format(**{gap: held.get(gap, "3") for gap in gaps(words)})


@pytest.mark.parametrize(
    "message",
    [m for m in MESSAGES[SOURCE] if m.where.split(":")[0] in FOR_PATIENTS],
    ids=lambda message: message.text,
)
def test_words_for_patients_are_plain(message):
    """As plain as what they are told about the medicine: `rulebook/test_advice.py`."""
    for words in map(filled, message.said):
        assert longest_sentence_of(words) <= LONGEST_SENTENCE, words
        # A grade of two or three words says nothing but how long they are.
        if len(words.split()) > 4:
            assert grade_of(words) <= HARDEST_GRADE, words


@pytest.mark.parametrize("words", sorted(purposes()))
def test_what_a_review_is_for_is_plain(words):
    assert longest_sentence_of(words) <= LONGEST_SENTENCE
    assert grade_of(words) <= HARDEST_GRADE


@pytest.mark.parametrize(
    ("language", "day", "row"),
    [("en-GB", "1 March 2027", "Mon 1 Mar"), ("en-US", "March 1, 2027", "Mon Mar 1")],
)
def test_dates_stand_as_their_readers_write_them(language, day, row):
    words = words_of(language)
    assert words.day(date(2027, 3, 1)) == day
    assert words.row_day(date(2027, 3, 1)) == row


@pytest.mark.parametrize(
    ("whole", "part", "said"),
    [
        (1, "", "1 tablet"), (2, "", "2 tablets"), (0, "½", "½ tablet"), (0, "¾", "¾ tablet"),
        (1, "½", "1½ tablets"), (2, "¼", "2¼ tablets"), (11, "", "11 tablets"),
    ],
)  # fmt: skip
def test_one_and_several_in_english(whole, part, said):
    assert words_of("en-GB").pieces("tablet", whole, part) == said
