"""What a search for the best place sees around it, on a plane and on the globe alike."""

from __future__ import annotations

from typing import Any, NamedTuple

from .distances import EARTH, on_globe


class View(NamedTuple):
    """The cost Σ w·d at a place, and how it changes around it.

    `pull` is Σ w·u over the directions u to all points but those that lie here, which weigh `here`;
    directions are complex numbers, east real and north imaginary. Distances bend by b; `bends` is
    Σ w·b, `steep` the same without signs, `turn` is Σ w·b·u².
    """

    cost: float
    pull: complex
    bends: float
    steep: float
    turn: complex
    nearest: int
    to_nearest: float
    here: float


class Plane:
    """Straight lines: the distance d to a point bends by 1/d."""

    def __init__(self, xy: Any, w: Any) -> None:
        self.x, self.y, self.w = xy[:, 0].copy(), xy[:, 1].copy(), w

    def place(self, k: int) -> complex:
        """Where point k lies."""
        return complex(self.x[k], self.y[k])

    def centre(self) -> complex:
        """The centre of gravity."""
        total = self.w.sum()
        return complex(self.w @ self.x / total, self.w @ self.y / total)

    def view(self, at: complex) -> View:
        """What is seen from a place."""
        dx, dy, w = self.x - at.real, self.y - at.imag, self.w
        square = dx * dx
        square += dy * dy
        d = square**0.5
        k, cost, here = d.argmin(), float(w @ d), 0.0
        nearest = float(d[k])
        if not nearest:
            same = d == 0
            here = float(w[same].sum())
            d[same] = square[same] = float("inf")
        share = w / d
        pull, bends = complex(share @ dx, share @ dy), float(share.sum())
        share /= square
        share *= dx
        east, both = float(share @ dx), float(share @ dy)
        turn = complex(2 * east - bends, 2 * both)
        return View(cost, pull, bends, bends, turn, k, nearest, here)

    def move(self, at: complex, step: complex) -> complex:
        """Go that far."""
        return at + step

    def told(self, at: complex) -> tuple[float, float]:
        """A place as x and y."""
        return at.real, at.imag


class Globe:
    """Great circles: the distance to a point bends by the cotangent of its angle."""

    def __init__(self, xy: Any, w: Any) -> None:
        self.xy, self.w, self.vectors = xy, w, on_globe(xy)

    def place(self, k: int) -> Any:
        """Where point k lies."""
        return self.vectors[k]

    def centre(self) -> Any:
        """Where the line from the middle of the ball to the centre of gravity comes out."""
        import numpy as np

        middle = self.w @ self.vectors
        length = np.linalg.norm(middle)
        if length > 1e-9 * self.w.sum():
            return middle / length
        return self.vectors[int(self.w.argmax())]

    def view(self, at: Any) -> View:
        """What is seen from a place."""
        import numpy as np

        east, north = _axes(at)
        across, up = self.vectors @ (east + 1j * north), self.vectors @ at
        sine = abs(across)
        same = (self.vectors == at).all(axis=1)
        sine[same] = 0
        inverse = np.divide(1, sine, out=np.zeros_like(sine), where=sine > 0)
        d = EARTH * np.arctan2(sine, up)
        u, bend = across * inverse, self.w * up * inverse / EARTH
        k = d.argmin()
        return View(
            float(self.w @ d),
            complex(self.w @ u),
            float(bend.sum()),
            float(abs(bend).sum()),
            complex(bend @ (u * u)),
            k,
            float(d[k]),
            float(self.w[same].sum()),
        )

    def move(self, at: Any, step: complex) -> Any:
        """Go that far along a great circle."""
        import numpy as np

        east, north = _axes(at)
        far = abs(step)
        way = (step.real * east + step.imag * north) / far
        to = at * np.cos(far / EARTH) + way * np.sin(far / EARTH)
        return to / np.linalg.norm(to)

    def told(self, at: Any) -> tuple[float, float]:
        """A place as longitude and latitude; a given point's own."""
        import numpy as np

        for k in (self.vectors == at).all(axis=1).nonzero()[0][:1]:
            return float(self.xy[k, 0]), float(self.xy[k, 1])
        x, y, z = map(float, at)
        return float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))


def _axes(at: Any) -> tuple[Any, Any]:
    """East and north of a place on the ball; at the poles any two."""
    import numpy as np

    pole = np.array([0.0, 0.0, 1.0] if abs(at[2]) < 0.9 else [1.0, 0.0, 0.0])
    east = np.cross(pole, at)
    east /= np.linalg.norm(east)
    return east, np.cross(at, east)
