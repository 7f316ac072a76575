"""How hard words are to read: the Flesch-Kincaid grade, counted by simple rules of our own."""

from __future__ import annotations

import re

# The name of the medicine has to be said, and a reader has it on the box.
SPARED = {"baclofen"}

_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|[0-9]+")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences_of(text):
    """A colon ends a thought as a full stop does."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def words_of(text):
    return [word for word in _WORD.findall(text) if word.lower() not in SPARED]


def syllables_of(word):
    """Groups of vowels, without an e that is not spoken; never less than one."""
    word = word.lower()
    count = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and count > 1
    silent = silent or (word.endswith(("ed", "es")) and count > 1 and word[-3] not in "tdsxzcgh")
    return max(1, count - silent)


def grade_of(text):
    """The school year in which it can be read: 0.39 words a sentence + 11.8 syllables a word."""
    sentences, words = sentences_of(text), words_of(text)
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def longest_sentence_of(text):
    return max(len(words_of(sentence)) for sentence in sentences_of(text))
