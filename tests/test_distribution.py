"""The installed distribution: its names are its own, its pins complete, its commands where they should be."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("ingest", "index", "assistant", "evals")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def owners() -> dict[str, list[str]]:
    return dict(metadata.packages_distributions())


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_owns_our_package_names(package: str, owners: dict[str, list[str]]) -> None:
    """The names are everyday ones: a package of the same name elsewhere would shadow ours, or ours it."""
    assert set(owners.get(package, [])) <= {"carecite"}
    assert Path(import_module(package).__file__ or "").parent == ROOT / package


def test_every_dependency_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    named = [*PROJECT["dependencies"], *(name for group in PROJECT["optional-dependencies"].values() for name in group)]
    wanted = {folded(re.match(r"[\w.-]+", requirement)[0]) for requirement in named} - {"carecite"}
    assert wanted - {folded(pin.partition("==")[0]) for pin in pins} == set()


def test_the_command_and_its_subcommand_are_installed() -> None:
    try:
        installed = metadata.distribution("carecite")
    except metadata.PackageNotFoundError:
        pytest.skip("carecite runs from its source tree here; `make setup` installs it")
    assert installed.version == PROJECT["version"]
    found = {(point.group, point.name): point.value for point in installed.entry_points}
    assert found == {("console_scripts", "carecite"): "assistant.cli:main", ("carecite.commands", "eval"): "evals.cli:main"}


def test_the_make_targets_that_the_readme_promises_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    promised = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    assert promised >= {"ask", "chat", "test", "eval", "lint"}
    assert {target for target in promised if not re.search(rf"^{target}:", makefile, re.M)} == set()


def test_the_fonts_come_with_their_licence() -> None:
    fonts = ROOT / "assistant" / "export" / "fonts"
    assert sorted(path.name for path in fonts.iterdir()) == ["DejaVuSans-Bold.ttf", "DejaVuSans.ttf", "LICENSE"]
    assert "assistant/export/fonts/LICENSE" in PROJECT["license-files"]
    assert "Permission is hereby granted" in (fonts / "LICENSE").read_text(encoding="utf-8")
