"""environment.yml and pyproject.toml ask for the same, and neither ties the course to one machine.

The conda solve itself is not run, because no conda channel can be reached from here: each line is
read by conda's own grammar (py-rattler), with the bounds that pip installed these very tests by.
The workflow test.yml runs the solve where a channel can be reached.
"""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from rattler import MatchSpec
from rattler.exceptions import InvalidMatchSpecError

ROOT = Path(__file__).parent.parent
PYPROJECT = ROOT / "pyproject.toml"
ENVIRONMENT = ROOT / "environment.yml"

PROJECT = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
*CONDA, LAST = yaml.safe_load(ENVIRONMENT.read_text(encoding="utf-8"))["dependencies"]
PIP = LAST["pip"]

PYPI_NAMES = {"playwright-python": "playwright"}


def bounds(requirements: list[str]) -> dict[str, SpecifierSet]:
    parsed = [Requirement(text) for text in requirements]
    names = [canonicalize_name(each.name) for each in parsed]
    return {
        PYPI_NAMES.get(name, name): each.specifier for name, each in zip(names, parsed, strict=True)
    }


@pytest.mark.parametrize("dependency", CONDA)
def test_conda_reads_each_dependency(dependency: str) -> None:
    spec = MatchSpec(dependency, strict=True)
    wanted = Requirement(dependency)
    assert spec.name is not None
    assert spec.name.normalized == wanted.name
    assert SpecifierSet(str(spec.version or "")) == wanted.specifier


def test_conda_would_refuse_a_misspelt_bound() -> None:
    with pytest.raises(InvalidMatchSpecError):
        MatchSpec("numpy=>2.0", strict=True)


def test_both_files_ask_for_the_same() -> None:
    conda = bounds(CONDA)
    conda.pop("pip")
    assert conda.pop("python") == SpecifierSet(PROJECT["requires-python"])
    assert conda == bounds(PROJECT["dependencies"] + EXTRAS["test"])
    assert PIP == ["-e ."]


@pytest.mark.parametrize(
    ("path", "dependencies"),
    [
        (
            PYPROJECT,
            [*PROJECT["dependencies"], *(each for extra in EXTRAS.values() for each in extra)],
        ),
        (ENVIRONMENT, CONDA + PIP),
    ],
    ids=["pyproject", "environment"],
)
def test_every_dependency_states_its_reason(path: Path, dependencies: list[str]) -> None:
    text = path.read_text(encoding="utf-8")
    assert [
        each
        for each in dependencies
        if not re.search(rf'^ +(- |"){re.escape(each)}(",)? +# \w.+$', text, re.MULTILINE)
    ] == []


NOT_PORTABLE = re.compile(
    r"""
      pypi\.org | pythonhosted\.org | anaconda\.(org|com) | registry\.npmjs
    | (deb|archive)\.\w+\.(org|com)
    | index-url | find-links
    | (?<![\w.:/]) / (work|root|home|Users) / | [A-Z]:\\+Users
    """,
    re.VERBOSE,
)


def test_no_registry_and_no_path_of_one_machine_is_committed() -> None:
    # --others: a file is read before it is first committed too.
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode:
        pytest.skip("not a git checkout")
    found = []
    for name in listing.stdout.decode().split("\0"):
        path = ROOT / name
        if not path.is_file() or path == Path(__file__) or b"\0" in path.read_bytes():
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [
            f"{name}:{number}: {match[0].strip()}"
            for number, line in enumerate(lines, 1)
            if (match := NOT_PORTABLE.search(line))
        ]
    assert found == []
