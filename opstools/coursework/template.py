"""A new exercise that works from the first minute, to be changed into one's own."""

from __future__ import annotations

import re
from pathlib import Path

from ..core import fail
from ..core.files import atomic_write
from .exercise import MODULE, NOTEBOOK

CODE = '''"""What this exercise asks, in a sentence."""

from opstools.coursework import Exercise, Mistake, Number


def draw(random):
    """The numbers of one student; `random` is seeded, so they are always the same."""
    return {"flow_rate": random.randint(5, 40), "flow_time": random.randint(2, 9)}


def inventory(data):
    """The right answer, as a function of the data."""
    return data["flow_rate"] * data["flow_time"]


EXERCISE = Exercise(
    title="TITLE",
    data=draw,
    questions=(
        Number(
            name="inventory",
            text="How many customers are inside on average?",
            points=2,
            unit="customers",
            answer=inventory,
            mistakes=(
                Mistake(
                    "divided",
                    lambda data: data["flow_rate"] / data["flow_time"],
                    "Little's law multiplies: inventory is flow rate times flow time.",
                ),
                Mistake(
                    "rate alone",
                    lambda data: data["flow_rate"],
                    "That is how many arrive in an hour. They stay longer than one.",
                ),
                Mistake(
                    "added",
                    lambda data: data["flow_rate"] + data["flow_time"],
                    "Customers an hour and hours cannot be added.",
                ),
            ),
        ),
    ),
)
'''
TEXT = """# TITLE

Customers arrive at `flow_rate` an hour and stay for `flow_time` hours on average. These are
**your** numbers; your neighbour has others."""
SHEET = """from opstools.coursework import practice

sheet = practice(".")"""
QUESTION = "**1.** How many customers are inside on average?"
ANSWER = """inside = (
    ### BEGIN SOLUTION
    sheet.data["flow_rate"] * sheet.data["flow_time"]
    ### END SOLUTION
)
sheet.answer("inventory", inside)"""


def new_exercise(name: str, into: str | Path = "exercises") -> Path:
    """Make the folder `into`/`name` with an exercise that passes; nothing is replaced.

    >>> from tempfile import TemporaryDirectory
    >>> from opstools.coursework import load, variant
    >>> with TemporaryDirectory() as folder:
    ...     made = load(new_exercise("my_first", folder))
    >>> made.title, variant(made, student="s1", secret="a secret of mine").answers["inventory"]
    ('My first', '... customers')
    """
    folder = Path(into) / name
    if not name.isidentifier() or not name.isascii():
        plain = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_").lower()
        near = f", such as {plain}" if plain.isidentifier() else ""
        remedy = f"Use letters, digits and underscores{near}."
        fail("exercise", "name", f"{name!r} cannot be the name of one", remedy)
    if folder.exists():
        fail("exercise", str(folder), "it is there already", "Choose another name.")
    title = name.replace("_", " ").capitalize()
    folder.mkdir(parents=True)
    atomic_write(folder / MODULE, CODE.replace("TITLE", title))
    atomic_write(folder / NOTEBOOK, _notebook(title))
    return folder


def _notebook(title: str) -> str:
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    cells = [
        new_markdown_cell(TEXT.replace("TITLE", title)),
        new_code_cell(SHEET, metadata={"tags": ["opstools-sheet"]}),
        new_code_cell("sheet.data"),
        new_markdown_cell(QUESTION),
        new_code_cell(ANSWER),
    ]
    for number, cell in enumerate(cells, 1):
        cell.id = f"cell-{number:03}"
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return str(nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": spec}))) + "\n"
