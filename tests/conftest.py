"""For all tests: pictures without a window; Ctrl+C is heard; the same examples on every CI run."""

import os
import signal
import sys
from collections.abc import Iterator

import matplotlib
import pytest
from hypothesis import settings

matplotlib.use("Agg")
# Where a shell runs the tests in the background, Ctrl+C is ignored, and by all that they start too.
signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("here", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("many", deadline=None, max_examples=3000)  # --hypothesis-profile=many
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(autouse=True)
def _figures_are_closed() -> Iterator[None]:
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
