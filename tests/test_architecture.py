"""Dependencies point one way, and importing stays cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import opstools

PACKAGE = Path(opstools.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {
    "matplotlib",
    "ipywidgets",
    "anywidget",
    "pulp",
    "scipy",
    "pandas",
    "networkx",
    "numpy",
    "tqdm",
}
ABOVE_TOPICS = (
    "catalogue",
    "course_map",
    "datasets",
    "explore",
    "glossary",
    "widgets",
    "coursework",
)
FLOORS = {
    "core": 0,
    "simulation": 1,
    **{topic: 2 + k for k, topic in enumerate(opstools.TOPICS)},  # in the order of the course
    **dict.fromkeys(ABOVE_TOPICS, 50),
    "cli": 100,
}


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imports(path: Path, *, inside_functions: bool):
    """The opstools parts and outside packages that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if inside_functions else top_level(tree)
    package = ("opstools", *path.relative_to(PACKAGE).parts[:-1])
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *(node.module or "").split(".")) if node.module else base
            names = [(alias.name,) for alias in node.names] if module == ("opstools",) else [()]
            yield from ((*module, *name) for name in names)


def top_level(tree: ast.Module):
    """Statements that run on import, without those for the type checker."""
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path):
    here = room(path)
    for target in imports(path, inside_functions=True):
        if (
            target[0] != "opstools"
            or len(target) < 2
            or target[1] in (here, "TOPICS", "__version__")
        ):
            continue
        assert FLOORS[target[1]] <= FLOORS.get(here, 0), f"{here} imports {'.'.join(target)}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_libraries_load_on_use(path):
    at_import = {target[0] for target in imports(path, inside_functions=False)}
    allowed = {"ipywidgets", "anywidget"} if room(path) in ("explore", "widgets") else set()
    assert not at_import & (HEAVY - allowed)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_hold_one_subject(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_folder_is_a_topic_or_known():
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert folders <= {*opstools.TOPICS, *FLOORS}


def test_importing_loads_nothing_heavy():
    topics = "; ".join(f"opstools.{topic}" for topic in opstools.TOPICS)
    code = f"import sys, opstools; {topics}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {name.split(".")[0] for name in loaded.stdout.split()} & HEAVY
