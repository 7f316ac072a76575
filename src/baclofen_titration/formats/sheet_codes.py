"""Four letters that stand on every output of one schedule, so that two papers can be compared."""

from __future__ import annotations

from baclofen_titration.checked import CheckedSchedule, JudgedSchedule

# No vowel and no Y, so that few words come out, and no F and K, which make some without one. No
# letter that is taken for a digit (L, Q, S, Z) or for another letter here (G for C).
LETTERS = "BCDHJMNPRTVWX"
LENGTH = 4


def sheet_code(checked: CheckedSchedule | JudgedSchedule) -> str:
    """Four letters from the digest of a schedule and its request.

    Two outputs of one schedule carry the same letters. Two different schedules
    share them about once in 28,000 pairs, so equal letters prove nothing;
    different letters prove that the schedules differ.

    Parameters
    ----------
    checked : CheckedSchedule or JudgedSchedule
        What the letters stand on.

    Examples
    --------
    >>> len(LETTERS) ** LENGTH
    28561
    """
    return code_of(checked.digest)


def code_of(digest: str) -> str:
    """The four letters of a digest."""
    number, letters = int(digest, 16), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return letters
