"""What the repository and the wheel hold, and what they never hold."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from contracts.source_tree import PACKAGE, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Written with classes of one letter, so that this file does not find itself.
INDEX_ADDRESS = re.compile(
    r"[p]ypi[.]|[p]ythonhosted|[-]-(?:extra-)?index-url|[-]-find-links|://\S*/[s]imple\b",
    re.IGNORECASE,
)
PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


def tracked_files() -> list[Path]:
    """Files that are, or would be, committed; nothing outside a git checkout."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-c", "-o", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    names = [name for name in listed.stdout.split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def canonical(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    """Each pin of constraints.txt with its hashes; what is not a pin in full is refused."""
    rest = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    found = {}
    while rest:
        pin = PIN.match(rest)
        assert pin, f"not a pin with hashes: {rest[:80]!r}"
        found[pin[1]] = pin[3]
        rest = rest[pin.end() :]
    return found


def test_no_tracked_file_names_a_package_index():
    files = tracked_files()
    if not files:
        pytest.skip("not a git checkout")
    guilty = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        if (match := INDEX_ADDRESS.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert guilty == []


def test_no_lock_file_with_addresses_is_tracked():
    names = {path.name for path in tracked_files()}
    assert not names & {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"}


def test_every_pin_has_hashes_and_no_address():
    assert len(pins()) > 10
    assert "://" not in (ROOT / "constraints.txt").read_text(encoding="utf-8")


def test_every_direct_requirement_is_pinned():
    direct = list(PROJECT["project"]["dependencies"]) + list(PROJECT["build-system"]["requires"])
    for group in PROJECT["dependency-groups"].values():
        direct += [entry for entry in group if isinstance(entry, str)]
    assert {canonical(entry) for entry in direct} <= set(pins())


def test_core_needs_two_packages_and_bounds_neither_from_above():
    needed = PROJECT["project"]["dependencies"]
    assert [canonical(entry) for entry in needed] == ["pydantic", "python-dateutil"]
    assert all(re.fullmatch(r"[a-z-]+>=[0-9a-z.]+", entry) for entry in needed)
    extras = PROJECT["project"]["optional-dependencies"]
    assert sorted(extras) == ["calendar", "plot", "print"]
    assert all(
        re.fullmatch(r"[a-z0-9-]+>=[0-9a-z.]+", entry) for held in extras.values() for entry in held
    )


def test_every_direct_requirement_has_a_floor():
    for group in PROJECT["dependency-groups"].values():
        assert all(">=" in entry for entry in group if isinstance(entry, str))


def test_version_is_the_same_everywhere():
    version = PROJECT["project"]["version"]
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    newest = re.search(
        r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert version in newest[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built offline by the pinned hatchling."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)],
        cwd=ROOT, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    (built,) = target.glob("*.whl")
    with zipfile.ZipFile(built) as opened:
        yield opened


def test_wheel_holds_all_code_all_rule_files_and_the_type_marker(wheel):
    inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
    files = [path.relative_to(PACKAGE.parent) for path in PACKAGE.rglob("*") if path.is_file()]
    made = (".", "__pycache__")
    source = {
        path.as_posix() for path in files if not any(part.startswith(made) for part in path.parts)
    }
    assert inside == source
    assert "baclofen_titration/py.typed" in inside
    assert any(name.endswith(".toml") for name in inside)


def test_wheel_states_its_licence_and_its_needs(wheel):
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = HeaderParser().parsestr(wheel.read(name).decode())
    assert metadata["License-Expression"] == "MIT"
    assert metadata["License-File"] == "LICENSE"
    assert metadata["Requires-Python"] == ">=3.11"
    always = [n for n in metadata.get_all("Requires-Dist") if "extra ==" not in n]
    assert [canonical(n) for n in always] == ["pydantic", "python-dateutil"]
    assert not any("licen" in line.lower() for line in metadata.get_all("Classifier"))


def test_makefile_is_the_one_door():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "check", "bench", "deep", "docs", "constraints", "clean"):
        assert re.search(rf"^{target}:.* ## ", makefile, re.MULTILINE), target
