"""The commands of the course: lab, list, solve, check."""

from __future__ import annotations

import inspect
import os
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import click

from .. import TOPICS, catalogue, datasets
from ..core import Faults, Problem, Result, Step
from ..core.drawing import picture
from ..core.files import atomic_write
from ..core.numbers import listing
from ..core.table import suggestion
from .output import explained, print_json

PICTURES = (".svg", ".png", ".pdf")
SETTING = click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting; may be repeated."
)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("notebooks", type=click.Path(path_type=Path), default=Path("notebooks"))
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@explained
def lab(notebooks: Path, options: tuple[str, ...]) -> None:
    """Open the course in JupyterLab: the folder NOTEBOOKS, or ./notebooks.

    OPTIONS go to JupyterLab, such as --no-browser.
    """
    if not notebooks.exists():
        faults = Faults("lab")
        remedy = "Go to the folder that holds it, or name another one."
        faults.add(str(notebooks), "there is no such folder", remedy)
        faults.raise_any()
    from jupyterlab.labapp import main as jupyter_lab

    first = notebooks / "00_start_here.ipynb"
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # in containers
    jupyter_lab([str(first if first.exists() else notebooks), *root, *options])


@click.command("list")
@click.argument("topic", required=False)
@explained
def list_(topic: str | None) -> None:
    """What there is: methods with their settings, and datasets, of TOPIC or of all topics."""
    for name in [topic] if topic else TOPICS:
        methods = catalogue.methods(name)
        click.secho(name, bold=True)
        for method in methods.values():
            settings = f" ({', '.join(method.settings)})" if method.settings else ""
            click.echo(f"  {method.name}{settings}\n      {method.summary}")
        for dataset in datasets.names(name):
            click.echo(f"  dataset {dataset}: {datasets.about(dataset).title}")


@click.command()
@click.argument("topic")
@click.argument("table", required=False)
@SETTING
@click.option("--method", required=True, help="The method, as `opstools list` names it.")
@click.option("--show", type=click.Choice(["table", "steps"]), default="table", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON, for machines.")
@click.option(
    "--plot", type=click.Path(path_type=Path), help="Save the picture (.svg, .png, .pdf)."
)
@click.option("--force", is_flag=True, help="Let --plot replace a file.")
@explained
def solve(
    topic: str,
    table: str | None,
    settings: tuple[str, ...],
    method: str,
    show: str,
    as_json: bool,
    plot: Path | None,
    force: bool,
) -> None:
    """Solve the problem in TABLE, a CSV file or the name of a dataset, by a method of TOPIC.

    \b
    opstools solve line_balancing tasks.csv --set cycle_time=10 --method fewest_stations
    opstools solve flow --method littles_law --set flow_rate=11 --set flow_time=0.5
    """
    chosen = catalogue.method(topic, method)
    values = _settings(settings)
    if chosen.problem:
        own = {name: values.pop(name) for name in list(values) if name in chosen.settings}
        result = _call(chosen.function, own, _problem(chosen.problem, table, values))
    else:
        given = datasets.about(table).settings if table else {}
        result = _call(chosen.function, {**given, **values})
    if as_json:
        print_json(_as_json(chosen, result))
    else:
        click.echo(result.steps() if show == "steps" else result)
    if plot:
        _save(result, plot, force)


@click.command()
@click.argument("topic")
@click.argument("table")
@SETTING
@click.option("--json", "as_json", is_flag=True, help="The faults as JSON, for machines.")
@explained
def check(topic: str, table: str, settings: tuple[str, ...], as_json: bool) -> None:
    """Check TABLE, a CSV file or the name of a dataset, and list every fault; solve nothing."""
    kinds = catalogue.problems(topic)
    named = datasets.about(table).problem if table in datasets.names(topic) else ""
    problem = _problem(kinds[named or next(iter(kinds))], table, _settings(settings))
    if as_json:
        print_json({"headline": problem.headline, "faults": []})
    else:
        click.echo(f"Sound. {problem.headline}")


def _settings(pairs: tuple[str, ...]) -> dict[str, Any]:
    """Values are read as TOML (10, true, ["a"], [[…]]), anything else as text."""
    values = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise click.UsageError(f"--set {pair}: write NAME=VALUE.")
        try:
            values[name.strip()] = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            values[name.strip()] = text
    return values


def _problem(kind: type[Problem], table: str | None, settings: dict[str, Any]) -> Any:
    if table is None:
        raise click.UsageError("This method needs a TABLE: a CSV file or the name of a dataset.")
    if table in datasets.names() and not Path(table).exists():
        given = datasets.about(table).settings
        return _call(kind.from_frame, {**given, **settings}, datasets.table(table))
    return _call(kind.from_frame, settings, _read_csv(Path(table)))


def _call(function: Callable[..., Any], settings: dict[str, Any], *first: Any) -> Any:
    """Call with settings from outside: unknown and missing ones are named, with those there are."""
    parameters = list(inspect.signature(function).parameters.values())[len(first) :]
    known = [parameter.name for parameter in parameters]
    faults = Faults("settings")
    for name in settings:
        if name not in known:
            remedy = suggestion(name, known) or f"The settings are {listing(known)}."
            faults.add(name, "there is no such setting", remedy)
    hints = catalogue.hints(function)
    for name, value in settings.items():
        if name in known and not _fits(value, hints.get(name, Any)):
            remedy = "Numbers stand alone, lists in brackets."
            faults.add(name, f"{value!r} is of the wrong kind", remedy)
    for parameter in parameters:
        if parameter.default is parameter.empty and parameter.name not in settings:
            faults.add(parameter.name, "it is needed", f"Give --set {parameter.name}=…")
    faults.raise_any()
    return function(*first, **settings)


def _fits(value: Any, hint: Any) -> bool:
    """Whether a setting is of the kind that a signature asks for, where that is a plain one."""
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        return any(_fits(value, part) for part in get_args(hint))
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if hint in (int, str, bool):
        return type(value) is hint
    return not (get_origin(hint) in (Sequence, tuple) and isinstance(value, (int, float)))


def _read_csv(path: Path) -> Any:
    import pandas as pd

    faults = Faults("table")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            file.seek(0)
            mark = max(",;\t", key=header.count)
            return pd.read_csv(file, sep=mark, keep_default_na=False)
    except FileNotFoundError:
        remedy = f"Give a CSV file, or a dataset: {listing(datasets.names())}."
        faults.add(str(path), "there is no such file", remedy)
    except (OSError, ValueError, pd.errors.ParserError) as error:
        problem = (
            f"it cannot be read as CSV ({' '.join(str(error).split()) or type(error).__name__})"
        )
        faults.add(str(path), problem, "Save the table as CSV in UTF-8.")
    faults.raise_any()


def _save(result: Result, path: Path, force: bool) -> None:
    faults = Faults("plot")
    if path.suffix not in PICTURES:
        faults.add(str(path), "not a picture's name", f"End it with {listing(PICTURES)}.")
    elif not path.parent.is_dir():
        faults.add(str(path.parent), "there is no such folder", "Make it, or name another.")
    elif path.exists() and not force:
        faults.add(str(path), "the file exists already", "Give another name, or --force.")
    faults.raise_any()
    atomic_write(path, picture(result.plot(), path.suffix[1:]))
    click.echo(f"Saved {path}.")


def _as_json(method: catalogue.Method, result: Result) -> dict[str, Any]:
    measures = {
        name: {"value": value, "unit": result.unit(name).replace("%", "share")}
        for name, value in result.measures.items()
    }
    return {
        "topic": method.topic,
        "method": method.name,
        "headline": result.headline,
        "measures": measures,
        "table": result.to_frame().to_dict("records"),
        "steps": [_step_as_json(step) for step in result.steps()],
    }


def _step_as_json(step: Step) -> dict[str, Any]:
    record = {"text": step.text, "formula": step.formula, "value": step.value, "unit": step.unit}
    state = vars(step.state) if is_dataclass(step.state) else {}
    return {**record, **state}
