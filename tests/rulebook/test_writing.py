"""File, model, file: what is written is read as the same protocol, with the same digest."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

import strategies
from baclofen_titration.cli import main
from baclofen_titration.protocols import list_protocols, load_protocol, read_protocol
from baclofen_titration.protocols.signing import signed_text
from baclofen_titration.protocols.writing import protocol_text
from rulebook.make_protocol import make_protocol_text
from rulebook.phrases import PHRASES


def assert_same(protocol):
    again = read_protocol(protocol_text(protocol), protocol.id)
    assert again.model_dump() == protocol.model_dump()
    assert again.digest == protocol.digest
    assert again.signature == protocol.signature


@pytest.mark.parametrize("name", list_protocols())
def test_shipped_file(name):
    assert_same(load_protocol(name))


@pytest.mark.parametrize("phrase", [phrase for phrase, *_ in PHRASES])
def test_everything_that_the_format_says(phrase):
    text = next(example for said, _, _, example in PHRASES if said == phrase)
    assert_same(read_protocol(text, "test-protocol"))


@settings(max_examples=25, deadline=None)
@given(strategies.protocols())
def test_random_file(protocol):
    assert_same(protocol)


def test_a_signature_still_holds():
    text = make_protocol_text(id="test-protocol")
    on = date(2026, 11, 28)
    signed = signed_text(text, "test-protocol", "pharmacist", "Example Hospital", on)
    assert_same(read_protocol(signed, "test-protocol"))


def test_quotation_marks_and_backslashes_survive():
    text = make_protocol_text(id="test-protocol").replace(
        'title = "Test protocol"', 'title = "A \\"quoted\\" title, back\\\\slash, µ"'
    )
    assert_same(read_protocol(text, "test-protocol"))


def test_a_second_writing_changes_nothing():
    once = protocol_text(load_protocol("us-label-adult"))
    assert protocol_text(read_protocol(once, "us-label-adult")) == once


def test_the_command_line_writes_a_file_that_lints(tmp_path, capsys):
    assert main(["protocols", "export", "de-label-adult"]) == 0
    path = tmp_path / "de-label-adult.toml"
    path.write_text(capsys.readouterr().out, "utf-8")
    assert main(["protocols", "lint", str(path)]) == 0
