"""Sign a protocol file: seal the content that somebody reviewed."""

from __future__ import annotations

import re
from datetime import date

from baclofen_titration.errors import RefusedError, RuleFileError
from baclofen_titration.protocols.parts import Signature
from baclofen_titration.protocols.reader import lint_protocol, read_protocol
from baclofen_titration.protocols.starter import example_places

_SIGNATURE = re.compile(r"\n*^\[signature\][^\[]*\Z", re.MULTILINE)


def signed_text(text: str, name: str, role: str, organisation: str, on: date) -> str:
    """The text of a protocol file with a signature that seals its content.

    Parameters
    ----------
    text : str
        The file as it was reviewed; an earlier signature at its end is replaced.
    name : str
        Name of the file.
    role, organisation : str
        Of whoever reviewed it. No name of a person is asked for.
    on : datetime.date
        When.

    Returns
    -------
    str
        The same text and a table ``[signature]`` at the end.

    Raises
    ------
    RuleFileError
        If the file has faults; a faulty file is not signed.
    RefusedError
        If it is superseded or withdrawn, or still gives a reason of the starter.
    """
    bare = _SIGNATURE.sub("\n", text)
    protocol = read_protocol(bare, name)
    if protocol.status != "draft":
        raise RefusedError(
            f"{protocol.id} is {protocol.status}, and nobody signs such an edition. Sign the "
            "edition that replaces it."
        )
    examples = example_places(protocol)
    if examples:
        raise RefusedError(
            f"{protocol.id} still gives the starter's example as a reason in {len(examples)} "
            f"places, first in {examples[0]}. Nobody stands behind an example: write who decided "
            "it and why, and sign then."
        )
    seal = Signature(role=role, organisation=organisation, on=on, content=protocol.digest)
    signed = (
        f"{bare.rstrip()}\n\n[signature]\nrole = {_quoted(seal.role)}\n"
        f"organisation = {_quoted(seal.organisation)}\non = {seal.on}\n"
        f'content = "{seal.content}"\n'
    )
    faults = lint_protocol(signed, name)
    if faults:
        raise RuleFileError(name, faults)
    return signed


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
