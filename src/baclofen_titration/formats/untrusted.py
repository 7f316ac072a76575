"""What is done to every text from outside before any format reads it."""

from __future__ import annotations

from baclofen_titration.errors import UnreadableError

LONGEST_TEXT = 1_000_000
BYTE_ORDER_MARK = "\ufeff"


def plain_text(text: object, thing: str, longest: int = LONGEST_TEXT) -> str:
    """Take a text in, without a byte order mark.

    Raises
    ------
    UnreadableError
        If it is no text, longer than is read, or holds half a character.
    """
    if type(text) is not str:
        raise UnreadableError(
            f"{thing}: text is read, not {type(text).__name__}. Decode a file as UTF-8 first."
        )
    if len(text) > longest:
        raise UnreadableError(f"{thing}: the text is longer than {longest:,} characters.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UnreadableError(
            f"{thing}: the text holds half a character (a lone surrogate). Save it as UTF-8 again."
        ) from None
    return text.removeprefix(BYTE_ORDER_MARK)


def refuse_unreadable_length(text: str, thing: str, longest: int = LONGEST_TEXT) -> str:
    """Write nothing that would be too long to be read again."""
    if len(text) > longest:
        raise UnreadableError(
            f"{thing}: more than {longest:,} characters would be written, which could not be read "
            "again. Choose an earlier last day."
        )
    return text
