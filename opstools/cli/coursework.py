"""The instructor's commands: exercise new and check, release, grade, pack, export."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from ..core import fail
from ..core.files import atomic_write
from ..core.numbers import count
from ..core.table import suggestion
from .output import explained


class Existing(click.Path):
    """A path that must be there; where it is not, the message says where it was looked for."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        path = Path(value)
        if path.exists():
            return super().convert(value, param, ctx)
        parts = [path, *path.parents]
        k = next((k for k, part in enumerate(parts) if part.exists()), len(parts))
        missing, folder = parts[k - 1], Path(parts[k]) if k < len(parts) else Path()
        near = suggestion(missing.name, [each.name for each in _inside(folder)])
        self.fail(f"there is no {missing.name} in {folder.resolve()}. {near or LOOK}", param, ctx)


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:  # a file, or not ours to read
        return []


def _title(ctx: Any, param: Any, value: str) -> str:
    """A title is a folder's name: with a path the release would lie elsewhere than in OUT."""
    if not value.strip() or value in (".", "..") or set(value) & set("/\\:"):
        raise click.BadParameter(f"{value!r} is no title. Write a plain one, such as week3.")
    return value


LOOK = "Correct the name, or go to the folder that the path begins in."
TITLE = click.argument("title", callback=_title)
EXISTING = Existing()
NEW = click.Path(path_type=Path)
CONNECT_SECONDS = 20
EXERCISES = click.option(
    "--exercises", "-e", multiple=True, required=True, type=EXISTING, help="An exercise folder."
)
ROSTER_HELP = "CSV or Excel: student, name, email; or a platform's export. Once for each section."
ROSTER = click.option(
    "--roster", "rosters", multiple=True, required=True, type=EXISTING, help=ROSTER_HELP
)
SECRET = click.option(
    "--secret-file", required=True, type=EXISTING, help="Keep it: it makes the variants."
)
OUT = click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="The folder to write."
)


@click.group()
def exercise() -> None:
    """Make exercises."""


@exercise.command("new")
@click.argument("name")
@click.option("--into", type=click.Path(path_type=Path), default=Path("exercises"))
@explained
def new(name: str, into: Path) -> None:
    """Make the folder exercises/NAME with an exercise that works, to be changed into yours."""
    from ..coursework.template import new_exercise

    click.echo(f"Made {new_exercise(name, into)}. Edit exercise.py and exercise.ipynb.")


@exercise.command("check")
@click.argument("folder", type=EXISTING)
@click.option("--variants", default=1000, show_default=True, help="How many students to try.")
@explained
def check(folder: Path, variants: int) -> None:
    """Draw many variants of FOLDER: each solvable, none with points for one and the same answer.

    Its notebook is held to what a release asks, and its own solutions are tried.
    """
    from ..coursework import load
    from ..coursework.checking import check_variants, told
    from ..coursework.own_solutions import check_notebook

    chosen = load(folder)
    check_notebook(chosen)
    click.echo(told(check_variants(chosen, variants), variants))


@click.command(short_help="Write a notebook for each student.")
@TITLE
@EXERCISES
@click.option("--roster", "rosters", multiple=True, type=EXISTING, help=ROSTER_HELP)
@click.option("--secret-file", type=NEW, help="Made when it is not there; keep it.")
@OUT
@click.option("--practice", is_flag=True, help="The same numbers for all, checked at once.")
@click.option("--nbgrader", is_flag=True, help="Add nbgrader's metadata.")
@click.option("--add", is_flag=True, help="Only for students who have no notebook yet.")
@click.option("--overwrite", is_flag=True, help="Replace what is there.")
@explained
def release(
    title: str,
    exercises: tuple[Path, ...],
    rosters: tuple[Path, ...],
    secret_file: Path | None,
    out: Path,
    practice: bool,
    nbgrader: bool,
    add: bool,
    overwrite: bool,
) -> None:
    """Write the notebooks of TITLE, such as week3, to OUT/TITLE: one for each student.

    Another TITLE gives other numbers.
    """
    from ..coursework import release as write
    from ..coursework import release_practice

    if practice and (rosters or secret_file or nbgrader or add):
        rest = "--roster, --secret-file, --nbgrader and --add"
        raise click.UsageError(f"--practice is one copy for everybody: leave out {rest}.")
    if practice:
        click.echo(release_practice(exercises, out=out / title, overwrite=overwrite))
    elif not rosters or secret_file is None:
        raise click.UsageError("Give --roster and --secret-file, or --practice.")
    else:
        click.echo(
            write(
                exercises,
                roster=rosters,
                secret=_secret(secret_file, make=True),
                out=out / title,
                title=title,
                nbgrader=nbgrader,
                overwrite=overwrite,
                add=add,
            )
        )


@click.command(short_help="Grade what students hand in.")
@TITLE
@click.argument("submissions", type=EXISTING)
@EXERCISES
@ROSTER
@SECRET
@OUT
@click.option("--release", "released", type=EXISTING, help="Its folder, where it is not found.")
@click.option("--accept-changes", is_flag=True, help="Though something differs from the release.")
@click.option("--rules", type=EXISTING, help="TOML: deadline, late work, points, groups, columns.")
@click.option("--deadline", metavar="…", help="2025-05-02 23:59 Europe/Berlin")
@click.option("--only", multiple=True, metavar="EXERCISE.QUESTION", help="Grade only this anew.")
@click.option("--fresh", is_flag=True, help="Forget files of earlier runs.")
@click.option("--show", default="score,mistakes,answers,working", show_default=True)
@click.option("--trust-submissions", is_flag=True, help="Run code without a sandbox.")
@click.option("--scheduler", metavar="tcp://…", help="A Dask cluster to grade on.")
@explained
def grade(
    title: str,
    submissions: Path,
    rosters: tuple[Path, ...],
    secret_file: Path,
    out: Path,
    released: Path | None,
    show: str,
    scheduler: str | None,
    **settings: Any,
) -> None:
    """Grade the notebooks and zip files below SUBMISSIONS; grades and feedback go to OUT/TITLE."""
    from ..coursework import grade as run

    with _cluster(scheduler) as executor:
        grading = run(
            submissions,
            roster=rosters,
            secret=_secret(secret_file),
            out=out / title,
            title=title,
            release=released,
            executor=executor,
            show=tuple(filter(None, show.split(","))),
            **settings,
        )
    click.echo(grading)
    click.echo(grading.statistics.headline)
    for note in grading.notes:
        click.echo(note)


@click.command(short_help="Pack files for a platform or for letters.")
@click.argument("files", type=EXISTING)
@click.option("--for", "form", type=click.Choice(["moodle", "canvas", "email"]), required=True)
@ROSTER
@click.option("--submissions", type=EXISTING, help="As the platform gave them: names say whose.")
@click.option("--subject", default="Exercises", show_default=True, help="Of the letters.")
@click.option("--out", required=True, type=NEW, help="The zip file to write.")
@click.option("--overwrite", is_flag=True, help="Replace the file.")
@explained
def pack(
    files: Path,
    form: str,
    rosters: tuple[Path, ...],
    submissions: Path | None,
    subject: str,
    out: Path,
    overwrite: bool,
) -> None:
    """Pack the notebooks or pages in FILES, one for each student, for a platform or for letters."""
    from ..coursework.packing import left_out
    from ..coursework.packing import pack as write
    from ..coursework.roster import read_rosters

    students = read_rosters(rosters)
    path = write(
        files,
        students=students,
        form=form,
        out=out,
        submissions=submissions,
        title=subject,
        overwrite=overwrite,
    )
    click.echo(f"Wrote {path}.")
    if left := left_out(path, files, students):
        them = count(left, "student")
        click.echo(f"It has none for {them}, of whom nothing is in the submissions.")


@click.command(short_help="Write an exercise for a learning platform.")
@click.argument("exercise", type=EXISTING)
@click.option("--format", "form", type=click.Choice(["moodle", "qti", "qti12"]), required=True)
@click.option(
    "--variants", default=20, show_default=True, help="How many variants of each question."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--secret-file", type=EXISTING, help="For an exam; else the variants are public.")
@click.option("--overwrite", is_flag=True, help="Replace the file.")
@explained
def export(
    exercise: Path,
    form: str,
    variants: int,
    out: Path,
    secret_file: Path | None,
    overwrite: bool,
) -> None:
    """Write EXERCISE for a learning platform: Moodle XML, or a QTI 2.1 or 1.2 (Canvas) package."""
    from ..coursework import export_moodle, export_qti, load

    settings: dict[str, Any] = {"variants": variants, "out": out, "overwrite": overwrite}
    if secret_file:
        settings["secret"] = _secret(secret_file)
    if form == "moodle":
        path = export_moodle(load(exercise), **settings)
    else:
        version = "1.2" if form == "qti12" else "2.1"
        path = export_qti(load(exercise), version=version, **settings)
    click.echo(f"Wrote {path}.")


def _secret(path: Path, *, make: bool = False) -> bytes:
    """The secret in a file; at the first release a new one is drawn and kept there."""
    if make and not path.exists():
        atomic_write(path, secrets.token_urlsafe(32) + "\n", private=True)
        click.echo(f"Made {path}. Keep it: without it these variants cannot be graded.")
    secret = path.read_bytes().strip()
    if os.name == "posix" and path.stat().st_mode & 0o077:
        click.echo(f"Others on this machine can read {path}: chmod 600 {path}", err=True)
    return secret


@contextmanager
def _cluster(address: str | None) -> Iterator[Executor | None]:
    """An executor over a Dask cluster, whose client is closed in the end; none for no address."""
    if not address:
        yield None
        return
    try:
        from distributed import Client

        client = Client(address, timeout=CONNECT_SECONDS)
    except ImportError:
        fail("scheduler", address, "Dask is not installed", "pip install 'opstools[cluster]'.")
    except (OSError, ValueError) as error:
        remedy = "Start `dask scheduler`, and give the address that it names."
        fail("scheduler", address, f"no scheduler answers ({type(error).__name__})", remedy)
    with client, client.get_executor(pure=False, retries=3) as executor:
        yield executor
