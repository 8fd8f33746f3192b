"""The commands of the course: lab, list, solve, check."""

from __future__ import annotations

import os
import sysconfig
import tomllib
from collections.abc import Callable
from dataclasses import is_dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args, get_origin

import click

from .. import TOPICS, catalogue, datasets
from ..core import Faults, Problem, Result, Step, fail
from ..core.drawing import picture
from ..core.files import atomic_write
from ..core.names import check_known
from ..core.numbers import listing
from ..core.reader import read_table
from ..core.signatures import hints
from ..core.table import share_of_columns, suggestion
from ..coursework.find import read_record
from .output import explained, print_json

PICTURES = (".svg", ".png", ".pdf")
SETTING = click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting; may be repeated."
)


@click.command(
    context_settings={"ignore_unknown_options": True},
    options_metavar="[--author] [--into PATH]",
    short_help="Open the course in JupyterLab.",
)
@click.option("--author", is_flag=True, help="Open the course's own files, solutions included.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The folder of the student edition.  [default: course, beside notebooks]",
)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
@explained
def lab(author: bool, into: Path | None, options: tuple[str, ...]) -> None:
    """Open the course in JupyterLab, as a student gets it: without solutions.

    The student edition is made, or refreshed where the course has changed, in a folder of its own;
    what you have changed there stays. OPTIONS go to JupyterLab, such as --no-browser.
    """
    from jupyterlab.labapp import main as jupyter_lab

    _check_options(options)
    root = course_folder()
    if not author:
        from ..coursework.edition import student_edition

        edition = student_edition(root, into or root / "course")
        click.echo(edition)
        root = edition.folder
    first = next(iter(sorted((root / "notebooks").glob("00*.ipynb"))), None)
    page = f"/lab/tree/notebooks/{first.name}" if first else "/lab"
    words = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url={page}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in containers
        words.append("--allow-root")
    _prepare_environment()
    jupyter_lab([*words, *options])


def _check_options(options: tuple[str, ...]) -> None:
    """JupyterLab answers a misspelt option with all that it knows; here it is a sentence."""
    from jupyter_server.serverapp import aliases, flags
    from jupyterlab.labapp import LabApp

    keys = [*flags, *aliases, *LabApp.flags, *LabApp.aliases]
    words = [word for key in keys for word in ([key] if isinstance(key, str) else key)]
    known = [f"--{word}" for word in (*words, "help", "help-all", "version")]
    for option in options:
        name = option.partition("=")[0]
        dotted = "." in name  # --ServerApp.port=8899: any setting there is
        if name.startswith("--") and not dotted and not any(k.startswith(name) for k in known):
            remedy = suggestion(name, known) or "`jupyter lab --help` names all."
            raise click.UsageError(f"JupyterLab has no option {name}. {remedy}")


def _prepare_environment() -> None:
    """For Jupyter's terminals and cells `opstools` is found; nothing asks for news over page 1."""
    first = {
        "PATH": sysconfig.get_path("scripts"),
        "JUPYTER_CONFIG_PATH": str(Path(__file__).parent / "jupyter"),
    }
    for name, folder in first.items():
        os.environ[name] = os.pathsep.join(filter(None, [folder, os.environ.get(name)]))


def course_folder() -> Path:
    """The folder with notebooks/ and exercises/: this one, or that of the package's checkout.

    In a student edition it is the course from which that was made.
    """
    here, checkout = Path.cwd(), Path(__file__).resolve().parents[2]
    source = Path(read_record(here).get("exercises", here / "exercises")).parent
    for folder in (source, checkout):
        if (folder / "notebooks").is_dir() and (folder / "exercises").is_dir():
            return folder
    remedy = "Go to the folder that holds them."
    fail("lab", str(here), "there are no notebooks/ and exercises/", remedy)


@click.command("list", short_help="Say which methods and datasets there are.")
@click.argument("topic", required=False)
@explained
def list_(topic: str | None) -> None:
    """What there is: methods with their settings, and datasets, of TOPIC or of all topics."""
    for name in [topic] if topic else TOPICS:
        methods = catalogue.methods(name)
        click.secho(name, bold=True)
        for method in methods.values():
            typed = ", ".join(filter(partial(_can_be_typed, method), method.settings))
            click.echo(f"  {method.name}{typed and f' ({typed})'}\n      {method.summary}")
        for dataset in datasets.names(name):
            click.echo(f"  dataset {dataset}: {datasets.about(dataset).title}")


def _can_be_typed(method: catalogue.Method, setting: str) -> bool:
    """Whether a text can give it: a function, such as one that shows progress, it cannot."""
    hint = hints(method.function).get(setting)
    return all(get_origin(kind) is not Callable for kind in (hint, *get_args(hint)))


@click.command(short_help="Solve a problem by a method.")
@click.argument("topic")
@click.argument("table", required=False)
@SETTING
@click.option("--method", help="The method, as `opstools list` names it; it is needed.")
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
    method: str | None,
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
    if not method:
        known = listing(catalogue.methods(topic), last="or")
        raise click.UsageError(f"Give --method, one of {known}.")
    if plot:
        _check_picture(plot, force)
    chosen = catalogue.method(topic, method)
    values = _settings(settings)
    if chosen.problem:
        own = {name: values.pop(name) for name in list(values) if name in chosen.settings}
        result = chosen.solve(_problem(topic, chosen.problem, table, values), **own)
    else:
        given = datasets.about(table).settings if table else {}
        result = chosen.function(**{**given, **values})
    if as_json:
        print_json(_as_json(chosen, result))
    else:
        click.echo(result.steps() if show == "steps" else result)
    if plot:
        atomic_write(plot, picture(result.plot(), plot.suffix[1:]))
        click.echo(f"Saved {plot}.")


@click.command(short_help="Check a table and list every fault.")
@click.argument("topic")
@click.argument("table")
@SETTING
@click.option("--problem", "kind", default="", help="What it is, where a topic has several.")
@click.option("--json", "as_json", is_flag=True, help="The faults as JSON, for machines.")
@explained
def check(topic: str, table: str, settings: tuple[str, ...], kind: str, as_json: bool) -> None:
    """Check TABLE, a CSV file or the name of a dataset, and list every fault; solve nothing."""
    kinds = catalogue.problems(topic)
    named = datasets.about(table).problem if table in datasets.names(topic) else kind
    chosen = (
        kinds[_kind(topic, named, kinds)] if named else _likely(topic, list(kinds.values()), table)
    )
    problem = _problem(topic, chosen, table, _settings(settings))
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


def _problem(topic: str, kind: type[Problem], table: str | None, settings: dict[str, Any]) -> Any:
    if table is None:
        raise click.UsageError("This method needs a TABLE: a file or the name of a dataset.")
    if table in datasets.names() and not Path(table).exists():
        given = datasets.about(table).settings
        return kind.from_frame(datasets.table(table), **{**given, **settings})
    return kind.from_csv(_file(topic, table), **settings)


def _file(topic: str, table: str) -> Path:
    if not Path(table).exists():
        known = datasets.names(topic)
        remedy = suggestion(table, known)
        remedy = remedy or f"Give a CSV or Excel file, or a dataset: {listing(known, last='or')}."
        fail("table", table, "there is no such file or dataset", remedy)
    return Path(table)


def _likely(topic: str, kinds: list[type[Problem]], table: str) -> type[Problem]:
    """Of the problems of a topic the one whose columns the table has most of."""
    headings = read_table(_file(topic, table), corner="row").columns
    return max(kinds, key=lambda kind: share_of_columns(headings, kind.columns))


def _kind(topic: str, name: str, kinds: dict[str, type[Problem]]) -> str:
    faults = Faults(topic)
    check_known("problem", [name], kinds, "problem", faults)
    faults.raise_any()
    return name


def _check_picture(path: Path, force: bool) -> None:
    """Before the solving, which may take minutes."""
    if path.suffix not in PICTURES:
        fail("plot", str(path), "not a picture's name", f"End it with {listing(PICTURES)}.")
    if not path.parent.is_dir():
        fail("plot", str(path.parent), "there is no such folder", "Make it, or name another.")
    if path.exists() and not force:
        fail("plot", str(path), "the file exists already", "Give another name, or --force.")


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
        "steps": list(map(_step_as_json, result.steps(), result.working.states[1:])),
    }


def _step_as_json(step: Step, state: Any) -> dict[str, Any]:
    record = {"text": step.text, "formula": step.formula, "value": step.value, "unit": step.unit}
    return {**record, **(vars(state) if is_dataclass(state) else {})}
