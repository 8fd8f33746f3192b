"""Fixtures of the browser tests. Without a browser they skip; in CI (`CI` is set) they fail."""

import os

import pytest
from browser.lab import Chapter, browse, browser_path
from browser.server import REPOSITORY, serve

from opstools.coursework.edition import student_edition


def what_is_missing() -> str | None:
    for module in ("playwright", "jupyterlab", "PIL"):
        try:
            __import__(module)
        except ImportError:
            return f"{module} is not installed"
    return None if browser_path() else "no Chromium, Chrome or Edge was found"


@pytest.fixture(scope="session")
def browser_exists():
    if missing := what_is_missing():
        if os.environ.get("CI"):
            pytest.fail(f"The browser tests must run in CI, but {missing}.", pytrace=False)
        pytest.skip(f"Browser tests need a browser: {missing}.")


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """The course as a student gets it."""
    return student_edition(REPOSITORY, tmp_path_factory.mktemp("student") / "course").folder


@pytest.fixture(scope="session")
def lab_server(browser_exists, edition):
    """One JupyterLab for all tests, on the student edition."""
    with serve(edition) as server:
        yield server


# Not for the session: while Playwright is open, asyncio.run fails in this thread.
@pytest.fixture(scope="module")
def lab_page(browser_exists):
    """One page with JupyterLab in it, for one chapter after another."""
    with browse() as context:
        yield context.new_page()


@pytest.fixture
def chapter(lab_page, lab_server):
    """A Chapter to open; it and its kernel end with the test."""
    chapter = Chapter(lab_page, lab_server)
    yield chapter
    chapter.close()
