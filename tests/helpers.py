"""What several tests need."""

from collections.abc import Callable
from typing import Any

import pytest

from opstools.core import ProblemError


def complaint(call: Callable[..., Any], *args: Any, **settings: Any) -> str:
    """The kind and the whole message of the error that a call ends in."""
    with pytest.raises(ProblemError) as caught:
        call(*args, **settings)
    return f"{type(caught.value).__name__}: {caught.value}"
