"""check names what a JSON file says it was made for, and judges with it only when it is given."""

from __future__ import annotations

import json
import shlex

import pytest

from functional.running import run, typed

OFFERED = "The file says itself what it was made for."


@pytest.fixture(scope="module")
def document():
    ended = run(
        [*typed("plan"), "--format", "json", "--condition", "diabetes", "--muscle", "usual"]
    )
    assert ended.code == 0, ended.err
    return json.loads(ended.out)


@pytest.fixture
def checked(tmp_path, document):
    def check(*more, **changed):
        path = tmp_path / "schedule.json"
        path.write_text(json.dumps({**document, **changed}))
        return run(["check", str(path), *more])

    return check


def offered(ended):
    """The options under the offer, as a shell would take them."""
    _, _, after = ended.out.partition(OFFERED)
    return [word for line in after.split("\n") if line.startswith("  --")
            for word in shlex.split(line)]  # fmt: skip


def test_what_is_offered_is_what_was_given_and_can_be_added_as_it_stands(checked):
    first = checked()
    words = offered(first)
    assert dict(zip(words[::2], words[1::2], strict=True)) == {
        "--protocol": "us-label-adult", "--age": "46 years", "--muscle": "usual",
        "--products": "us-tablet-5, us-tablet-10, us-tablet-15, us-tablet-20",
        "--kidneys": "normal, tested 2026-11-12", "--condition": "diabetes",
    }  # fmt: skip
    assert "\nprotocol: No protocol was named" in first.out
    second = checked(*words)
    assert OFFERED not in second.out
    assert "no limit of us-label-adult" in second.out


def test_what_is_given_is_not_offered_again(checked):
    assert "--age" not in offered(checked("--age", "46"))


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "../other.toml"},
        {"id": "/etc/hostname"},
        {"id": "us-label-adult; rm -r ."},
        {"id": "no-such-protocol"},
        {"id": 7},
        {"id": "us-label-adult\u202e"},
    ],
)
def test_a_file_cannot_put_words_in_a_shell(checked, document, changed):
    ended = checked(protocol={**document["protocol"], **changed})
    assert "--protocol" not in offered(ended)
    assert "rm -r" not in ended.out
