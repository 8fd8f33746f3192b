"""Build the site into build/site: `python -m docs`, or `make site`."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sphinx.application import Sphinx

from .links import faults
from .pages import ROOT, notebooks, write_pages

HERE = Path(__file__).parent


def build(folder: Path, *, run: str = "", every: int = 1) -> Path:
    """Build the site in a folder; where its index.html stands. A warning or a dead link ends it.

    For a quick look only the notebooks whose name begins with `run` run, and the gallery shows
    each `every`-th picture.
    """
    pages, site = folder / "pages", folder / "site"
    for old in (pages, site):
        shutil.rmtree(old, ignore_errors=True)
    write_pages(pages, every=every)
    others = [f"{name}.ipynb" for name in notebooks(pages) if not name.startswith(run)]
    with _kernels_that_describe_pictures():
        app = Sphinx(pages, HERE, site, folder / "doctrees", "html", status=None, freshenv=True,
                     confoverrides={"nb_execution_excludepatterns": others},
                     warningiserror=True, parallel=2)  # fmt: skip
        app.build()
    found = [] if app.statuscode else faults(site)
    if app.statuscode or found:
        sys.exit("\n".join(["The site has faults, told above.", *found]))
    return site


@contextmanager
def _kernels_that_describe_pictures() -> Iterator[None]:
    """What kernels find when they start: our way to show figures, and this very package."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as home:
        profile = Path(home, "profile_default")
        (profile / "startup").mkdir(parents=True)
        shutil.copy(HERE / "startup.py", profile / "startup")
        figures = "c.InlineBackend.figure_formats = set()\n"  # as HTML, with words
        (profile / "ipython_kernel_config.py").write_text(figures)
        os.environ |= {"IPYTHONDIR": home, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m docs", description=__doc__)
    parser.add_argument("--run", default="", help="run only notebooks whose path begins so")
    parser.add_argument("--every", type=int, default=1, help="show each N-th picture only")
    asked = parser.parse_args()
    built = build(ROOT / "build", run=asked.run, every=asked.every)
    print(f"Open {(built / 'index.html').relative_to(ROOT)} in a browser.")
