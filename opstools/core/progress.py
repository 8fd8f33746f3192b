"""A progress bar for work that turns out to be long, in a terminal and in a notebook alike."""

from __future__ import annotations

import sys
from time import monotonic
from typing import Any

SHOW_AFTER_SECONDS = 2.0


class Progress:
    """Counts towards a total; nothing is shown before two seconds, nor where nobody watches."""

    def __init__(self, label: str, *, total: int, unit: str) -> None:
        self.label, self.total, self.unit = label, total, unit
        self._bar: Any = None
        self._begun = monotonic()

    def at(self, done: int, note: str = "") -> None:
        """So much is done; the note stands behind the bar."""
        if self._bar is None:
            if monotonic() - self._begun < SHOW_AFTER_SECONDS:
                return
            from tqdm.auto import tqdm

            self._bar = tqdm(
                total=self.total,
                desc=self.label,
                unit=self.unit,
                leave=False,
                disable=not (sys.stderr.isatty() or "ipykernel" in sys.modules),
            )
        self._bar.set_postfix_str(note, refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
