"""What CONTRIBUTING asks of a topic is there; each missing thing is told in a sentence."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

import opstools
from opstools import catalogue
from opstools.core import Problem, Result
from opstools.core.signatures import hints
from opstools.glossary import glossary

ROOT = Path(__file__).parents[1]
LEAST_TERMS = 3
each_topic = pytest.mark.parametrize("topic", opstools.TOPICS)


def functions(topic: str) -> dict[str, object]:
    """The public functions of a topic."""
    module = getattr(opstools, topic)
    things = {name: getattr(module, name) for name in module.__all__}
    return {name: thing for name, thing in things.items() if inspect.isfunction(thing)}


CASES = "07"  # the chapter that leads to the cases


def chapters(topic: str) -> list[Path]:
    """The chapters that teach with a topic, and the cases."""
    pattern = re.compile(rf"from opstools(\.{topic} import|\\? import [\w, ]*\b{topic}\b)")
    paths = (
        path for form in ("[0-9]*", "cases/*") for path in ROOT.glob(f"notebooks/{form}.ipynb")
    )
    return sorted(path for path in paths if pattern.search(path.read_text(encoding="utf-8")))


@each_topic
def test_a_topic_has_its_tests(topic):
    tests = list((ROOT / "tests" / topic).glob("test_*.py"))
    assert tests, f"{topic} has no tests: add tests/{topic}/test_….py"
    text = "".join(path.read_text(encoding="utf-8") for path in tests)
    for name in functions(topic):
        assert re.search(rf"\b{name}\b", text), (
            f"no test in tests/{topic} calls {topic}.{name}: add one, with an answer found by hand"
        )


@each_topic
def test_a_topic_has_its_chapter(topic):
    assert chapters(topic), (
        f"no chapter or case teaches {topic}: add notebooks/NN_{topic}.ipynb with a cell that "
        f"begins `from opstools.{topic} import`"
    )


@each_topic
def test_a_topic_has_its_terms(topic):
    numbers = {CASES if path.parent.name == "cases" else path.name.partition("_")[0]
               for path in chapters(topic)}  # fmt: skip
    terms = [e for e in glossary().entries.values() if e.get("chapter") in numbers]
    assert len(terms) >= LEAST_TERMS, (
        f"{topic} has {len(terms)} terms: add at least {LEAST_TERMS} to opstools/glossary.toml, "
        f"with the chapter that teaches it ({', '.join(sorted(numbers)) or 'there is none yet'})"
    )


@each_topic
def test_a_topic_has_an_exercise(topic):
    using = [path for path in (ROOT / "exercises").glob("*/exercise.py")
             if f"opstools.{topic}" in path.read_text(encoding="utf-8")]  # fmt: skip
    assert using, f"no exercise uses {topic}: add exercises/NAME, as `opstools exercise new` does"


@each_topic
def test_a_topic_has_its_row_in_the_readme(topic):
    row = f"| {topic.replace('_', ' ')} |"
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert row in text, f"README.md has no row for {topic}: add one that begins `{row}`"


METHODS = [m for topic in opstools.TOPICS for m in catalogue.methods(topic).values()]


@pytest.mark.parametrize("method", METHODS, ids=lambda m: f"{m.topic}-{m.name}")
def test_a_method_names_its_source_and_what_it_raises(method):
    text = " ".join((inspect.getdoc(method.function) or "").split())
    where = f"the docstring of {method.topic}.{method.name}"
    assert "Source:" in text, f"{where} names no source: add `Source: author (year).`"
    assert re.search(r"`(ProblemError|Infeasible)`", text), (
        f"{where} does not say what is raised: add a sentence with `ProblemError` or `Infeasible`"
    )


@each_topic
def test_signatures_can_be_read_while_the_program_runs(topic):
    for name, function in functions(topic).items():
        first = next(iter(inspect.signature(function).parameters), "return")
        found = hints(function)
        plain = inspect.unwrap(function)
        for part in (first, "return"):
            text = plain.__annotations__.get(part, "")
            known = part in found or text in OUTSIDE
            assert known, (
                f"{topic}.{name}: only the type checker knows the annotation {part}: {text}; "
                "import the type plainly, else the catalogue cannot see the method"
            )


# What functions may take or give that is no problem or result of ours.
OUTSIDE = {"pd.DataFrame", "pulp.LpProblem", "Axes", "Axes | None"}


@each_topic
def test_every_public_function_is_public(topic):
    for name, function in functions(topic).items():
        decorated = hasattr(function, "__wrapped__")
        assert decorated, f"{topic}.{name} is not held against its signature: add @public"


@each_topic
def test_a_result_names_its_problem_problem(topic):
    for method in catalogue.methods(topic).values():
        kind = hints(method.function)["return"]
        if method.problem:
            types = {n: t for n, t in hints(kind).items() if t is method.problem}
            assert list(types) in ([], ["problem"]), f"{kind.__name__} calls its problem {types}"


def test_a_folder_holds_one_problem():
    for folder in {path.parent for path in Path(opstools.__file__).parent.rglob("*.py")}:
        names = [node.name for path in folder.glob("*.py")
                 for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                 if isinstance(node, ast.ClassDef) and _derives(node, "Problem")]  # fmt: skip
        assert len(names) <= 1, f"{folder.name} holds {names}: give each problem a folder"


def _derives(node: ast.ClassDef, name: str) -> bool:
    return any(isinstance(base, ast.Name) and base.id == name for base in node.bases)


@each_topic
def test_plots_are_handed_what_to_draw(topic):
    for path in (Path(opstools.__file__).parent / topic).rglob("*plots.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        names |= {node.arg for node in nodes if isinstance(node, ast.arg)}
        parts = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        found = names & {"step", "working"} | parts & {"formula", "steps", "working"}
        assert not found, (
            f"{path.name} of {topic} uses {found}: let the method record what is to be drawn "
            "in the state of a step"
        )


def test_problems_and_results_show_themselves():
    for topic in opstools.TOPICS:
        for kind in {**catalogue.problems(topic), **catalogue.results(topic)}.values():
            assert issubclass(kind, (Problem, Result))
            assert kind.__repr__ is Problem.__repr__, f"{kind.__name__} has a __repr__ of its own"
