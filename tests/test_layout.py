"""The shape of the package: who may import whom, what modules are called, what is declared, what the wheel holds."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "rashomon"
MODULES = sorted(PACKAGE.rglob("*.py"))
GROUND = {"records", "errors", "settings", "knowledge"}
STAGES = {"gathering", "reading", "reconciling", "ledger"}
MAY_IMPORT = {
    "records": set(),
    "errors": set(),
    "settings": {"errors"},
    "knowledge": GROUND,
    **{stage: GROUND | {stage} for stage in STAGES},
    "pipeline": GROUND | STAGES,
    "showing": GROUND | {"ledger", "pipeline", "showing"},
    "__main__": {"showing"},
    "scaling": GROUND | STAGES | {"pipeline", "scaling"},
}
# The command line makes the reader, which is an argument of the pipeline, and shows what it finds and how.
MAKES_THE_READER = {(f"showing/{name}.py", "reading") for name in ("building", "leading", "mentioned")}
EMPTY_NAMES = {"utils", "util", "common", "misc", "base", "core", "helpers"}


def part_of(path: Path) -> str:
    """Name the part of the package that a module belongs to: its folder, or itself."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports_of(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that a module imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    """Records, settings, errors and knowledge <- stages <- pipeline <- showing and scaling; no stage knows another."""
    inside = [name.split(".")[1] for name in imports_of(path) if name.startswith("rashomon.")]
    allowed = MAY_IMPORT.get(part_of(path), set())
    here = path.relative_to(PACKAGE).as_posix()
    assert {part for part in inside if part not in allowed and (here, part) not in MAKES_THE_READER} <= {"__init__"}


def test_every_part_has_its_place_in_the_order() -> None:
    """A new file or folder at the top of the package gets its line in MAY_IMPORT before it is imported."""
    assert {part_of(path) for path in MODULES} - {"__init__"} <= MAY_IMPORT.keys()


def test_no_drawer_for_things_without_a_home() -> None:
    """A module is named after what it holds."""
    named = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert not named & EMPTY_NAMES


def test_training_and_benchmarks_stay_outside() -> None:
    """The package imports neither the tests, nor the training, nor the benchmarks."""
    found = {name.split(".")[0] for path in MODULES for name in imports_of(path)}
    assert not found & {"tests", "training", "benchmarks", "factory", "conftest"}


def test_every_import_is_declared() -> None:
    """What the package imports stands among its own dependencies, not only among theirs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    given = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    declared = {distribution(line) for line in given}
    known = packages_distributions()
    outside = {name.split(".")[0] for path in MODULES for name in imports_of(path)} - sys.stdlib_module_names
    for name in outside - {"rashomon"}:
        assert {distribution(owner) for owner in known.get(name, [name])} & declared, f"{name} is not declared"


def distribution(line: str) -> str:
    """Return the name of a distribution as all indexes write it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0]).lower()


def locked(name: str) -> dict[str, set[str]]:
    """Return the versions of each distribution in a lock file."""
    found: dict[str, set[str]] = {}
    for owner, version in re.findall(r"^(\S+)==(\S+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE):
        found.setdefault(distribution(owner), set()).add(version)
    return found


def test_the_lock_files_agree() -> None:
    """The demo, the tests and the build run the same versions, and every declared dependency is locked."""
    run, dev, build = locked("run.txt"), locked("dev.txt"), locked("build.txt")
    assert run.items() <= dev.items()
    assert all(dev[name] == build[name] for name in dev.keys() & build.keys())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {distribution(line) for line in project["project"]["dependencies"]} <= run.keys()
    assert {distribution(line) for line in project["project"]["optional-dependencies"]["dev"]} <= dev.keys()
    assert {distribution(line) for line in project["build-system"]["requires"]} <= build.keys()


@pytest.mark.parametrize("name", ["build.txt", "dev.txt", "run.txt"])
def test_lock_files_name_hashes_and_no_place(name: str) -> None:
    """Each locked distribution has its hashes; no host, index or path of a machine stands in a lock file."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert not re.search(r"://|^-|--(?!hash=sha256:)| @ |/", text, re.MULTILINE)
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9-]+==\S+( ; [^\\]+)? \\\n {4}--hash=sha256:[0-9a-f]{64}", block), block[:80]


def test_the_wheel_holds_every_file_of_the_package() -> None:
    """Knowledge, templates, schema and typing mark travel with the code."""
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling comes with make test")
    builder = wheel.WheelBuilder(str(ROOT))
    packed = {file.distribution_path for file in builder.recurse_included_files()}
    here = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here <= packed
    assert not {path for path in packed if path.startswith(("tests/", "training/", "benchmarks/"))}
