"""What several tests need."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from opstools.core import ProblemError
from opstools.core.sketch import Sketch


def complaint(call: Callable[..., Any], *args: Any, **settings: Any) -> str:
    """The kind and the whole message of the error that a call ends in."""
    with pytest.raises(ProblemError) as caught:
        call(*args, **settings)
    return f"{type(caught.value).__name__}: {caught.value}"


def covering(sketch: Sketch) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other."""
    texts, slack = sketch.texts(), 0.1
    left, top, right, bottom = np.array([each.box for each in texts]).T
    apart = ((left[:, None] >= right - slack) | (right[:, None] - slack <= left)
             | (top[:, None] >= bottom - slack) | (bottom[:, None] - slack <= top))  # fmt: skip
    return [(texts[a].text, texts[b].text) for a, b in np.argwhere(~apart) if a < b]
