"""What is said in a language: a message with its gaps filled, a date, how many tablets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from gettext import NullTranslations
from unicodedata import bidirectional

from baclofen_titration.formats.words.catalogue import SOURCE, source, translations
from baclofen_titration.formats.words.said import Said, english_of, own_of

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
NAMED_TIMES = frozenset({"morning", "midday", "evening", "bedtime"})

LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2066", "\u2067", "\u2069"
"""Unicode isolates: what stands between them keeps a direction of its own.

Which one is said, and not left to the first letter (U+2068): that rule looks past what is isolated
inside, and a date made of isolated parts would come out backwards.
"""
RIGHT = frozenset({"R", "AL"})


class Words:
    """All that is said in one language.

    Parameters
    ----------
    language : str
        One of the languages that are shipped.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._english = source()
        self._verified, self._draft = translations(language)
        self.is_draft = self._draft.info() != {}
        self.direction = "ltr"
        self.direction = self.setting("direction")

    def say(self, name: str, count: int | None = None, **words: object) -> str:
        """A message with its gaps filled.

        Parameters
        ----------
        name : str
            Its name in the catalogue.
        count : int, optional
            What decides between one and several.
        **words
            What stands in the gaps; words that carry their English give either.

        Raises
        ------
        KeyError
            If the catalogue has no message of that name.
        """
        english = self._source(name, count)
        plain = english.format(**{gap: english_of(word) for gap, word in words.items()})
        if self.language == SOURCE:
            return plain
        if count is None:
            found, draft = self._found(lambda held: held.pgettext(name, english))
        else:
            one, more = self._source(name, 1), self._source(name, 2)
            found, draft = self._found(lambda held: held.npgettext(name, one, more, count))
        own = (found or english).format(**{gap: self._own(word) for gap, word in words.items()})
        draft = draft or any(isinstance(word, Said) for word in words.values())
        return Said(own, plain, self.language) if draft and own != plain else own

    def setting(self, name: str) -> str:
        """What a language does in one of several ways: its direction, its usual paper."""
        return str(own_of(self.say(name)))

    def told(self, key: str, english: str) -> str:
        """A message of the rule files, found by its key and its English words."""
        return self._of_a_file(f"advice/{key}", english)

    def purpose(self, english: str) -> str:
        """What a review is for, found by its English words; words of a file of your own stay."""
        return self._of_a_file("purpose", english)

    def apart(self, words: str) -> str:
        """Words such as 1½ × 10 mg that keep their order in any line."""
        if self.direction != "rtl":
            return words
        right = any(bidirectional(letter) in RIGHT for letter in words)
        return f"{RIGHT_TO_LEFT if right else LEFT_TO_RIGHT}{words}{END}"

    def day(self, day: date) -> str:
        """A date with the month in letters: 1 December 2026."""
        month = self.say(f"month-{MONTHS[day.month - 1]}")
        return self.say("date", day=day.day, month=month, year=day.year)

    def row_day(self, day: date) -> str:
        """A date in a row, with its weekday and without its year: Tue 1 Dec."""
        weekday = self.say(f"weekday-{WEEKDAYS[day.weekday()]}-short")
        month = self.say(f"month-{MONTHS[day.month - 1]}-short")
        return self.say("row-date", weekday=weekday, day=day.day, month=month)

    def time(self, at: str) -> str:
        """A time of day at the head of a column: Morning, or 08:00."""
        return self.say(f"time-{at}") if at in NAMED_TIMES else self.apart(at)

    def pieces(self, noun: str, whole: int, part: str) -> str:
        """How many of a thing: 1 tablet, ½ tablet, 1½ tablets.

        Parameters
        ----------
        noun : {"tablet", "packet"}
        whole : int
            How many whole ones.
        part : str
            The part beside them, such as "½"; empty if there is none.
        """
        if not part:
            return self.say(f"{noun}s", whole, amount=whole)
        if not whole:
            return self.say(f"part-of-a-{noun}", amount=part)
        return self.say(f"{noun}s-and-a-part", whole, amount=f"{whole}{part}")

    def _source(self, name: str, count: int | None) -> str:
        found = (
            self._english.gettext(name)
            if count is None
            else self._english.ngettext(name, name, count)
        )
        if found == name:
            raise KeyError(f"The catalogue has no message of the name {name}.")
        return found

    def _of_a_file(self, context: str, english: str) -> str:
        if self.language == SOURCE:
            return english
        own, draft = self._found(lambda held: held.pgettext(context, english))
        return Said(own, english, self.language) if draft else own or english

    def _found(self, look_up: Callable[[NullTranslations], str]) -> tuple[str, bool]:
        """A translation, and whether it is a draft; empty if there is none."""
        own = look_up(self._verified)
        return (own, False) if own else (drafted := look_up(self._draft), bool(drafted))

    def _own(self, word: object) -> object:
        return self.apart(str(own_of(word))) if self.direction == "rtl" else own_of(word)


@cache
def words_of(language: str) -> Words:
    """All that is said in a language."""
    return Words(language)


def phrase(name: str, **words: object) -> str:
    """A message in the source language."""
    return words_of(SOURCE).say(name, None, **words)
