"""Ten indicators of how flexible a factory is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...core import Infeasible, Recorder, fail, public
from ...core.numbers import Number, exact, plain, show
from .materials import levels, parents
from .problem import Factory
from .result import Indicator, Known, Profile

MOST_TERMS = 10


@public
def flexibility_profile(frame: Factory) -> Profile:
    """The course's ten indicators of flexibility, as far as the data goes.

    Varieties; mean set-up time; mean economic batch √(2DK/h) (Harris 1913); different parts;
    commonality, the mean number of things that a part goes into (Collier 1981); mean levels of the
    bills of materials; different operations; the mean share of the operations that an operator
    masters; average utilisation at full capacity: work and set-ups at today's demand over the
    available time; and the break-even share of capacity. Indicators whose settings are not told
    are left out, and `left_out` names them. Bad tables raise `ProblemError`; more work than time,
    or products that never pay, raise `Infeasible`.
    Source: Slack (1983) and Sethi & Sethi (1990), kinds of flexibility; Collier (1981).

    >>> from opstools import datasets
    >>> profile = flexibility_profile(datasets.load("bicycle_workshop"))
    >>> profile["varieties"], round(profile["commonality"], 2)
    (4, 1.75)
    """
    working = Recorder(Known())
    for indicator, text, formula in _indicators(frame):
        working.note(
            text, formula, indicator.value, indicator.unit,
            indicators=(*working.state.indicators, indicator),
        )  # fmt: skip
    return Profile(frame, working.state.indicators, working=working.steps())


Told = tuple[Indicator, str, str]


def _indicators(factory: Factory) -> Iterator[Told]:
    products, unit = factory.products, factory.time_unit
    varieties = len(products)
    yield (
        Indicator("varieties", varieties, "", "more", tuple(map(float, range(1, varieties + 1)))),
        "Varieties: products that are offered.", "",
    )  # fmt: skip
    times = [each.setup_time for each in products]
    yield _mean("setup_time", times, unit, "less", "Set-up time, on average over products.")
    if factory.setup_rate is not None:
        batches = [factory.economic_batch(each) for each in products]
        text = "Economic batch √(2DK/h), on average: what set-ups make us produce at once."
        yield _mean("economic_batch", batches, "units", "less", text)
    yield from _of_parts(factory)
    kinds = [len(each.operations) for each in products]
    yield (
        Indicator("operations", len(factory.operations), "", "more", tuple(map(float, kinds))),
        "Different operations that the factory masters.", "",
    )  # fmt: skip
    if factory.skills:
        yield _skills(factory)
    yield from _of_capacity(factory)


def _mean(
    name: str, values: Sequence[Number], unit: str, better: str, text: str, what: str = ""
) -> Told:
    total = sum(map(exact, values))
    formula = rf"\frac{{{show(total)}}}{{{len(values)}}}"
    if len(values) <= MOST_TERMS:
        formula = rf"\frac{{{' + '.join(map(show, values))}}}{{{len(values)}}}"
    value = plain(total / len(values))
    return Indicator(name, value, unit, better, tuple(map(float, values))), text, what + formula


def _of_parts(factory: Factory) -> Iterator[Told]:
    bills = list(factory.bills.values())
    into = [len(each) for each in parents(bills).values()]
    own = tuple(float(len({part for part, _, _ in bill})) for bill in bills)
    yield (
        Indicator("parts", len(into), "", "less", own),
        "Different parts: each is bought, stored and planned.", "",
    )  # fmt: skip
    value = sum(into) / len(into)
    yield (
        Indicator("commonality", value, "", "more", tuple(map(float, into))),
        "Commonality: how many things a part goes into directly, on average.",
        rf"\frac{{{sum(into)}}}{{{len(into)}}}",
    )
    text = "Levels of the bills of materials, on average over products."
    yield _mean("levels", [levels(bill) for bill in bills], "", "less", text)


def _skills(factory: Factory) -> Told:
    """The filled share of the skills matrix."""
    assert factory.skills is not None
    ways, people = len(factory.operations), len(factory.skills)
    known = sum(map(len, factory.skills.values()))
    marks = tuple(len(each) / ways for each in factory.skills.values())
    return (
        Indicator("skills", known / (ways * people), "%", "more", marks),
        "Skills: the share of the operations that an operator masters, on average.",
        rf"\frac{{{known}}}{{{people} \times {ways}}}",
    )


def _of_capacity(factory: Factory) -> Iterator[Told]:
    if factory.setup_rate is None or factory.available_time is None:
        return
    hours = [float(each.demand * each.unit_time) for each in factory.products]
    changes = [factory.setups(each) * float(each.setup_time) for each in factory.products]
    load, time = sum(hours) + sum(changes), float(factory.available_time)
    if load > time * (1 + 1e-12):
        told = f"{show(load, factory.time_unit)} of work and set-ups"
        remedy = "Give more available time, less demand or shorter set-ups."
        limit = f"{told} do not fit into {show(time, factory.time_unit)}"
        fail("factory", "available_time", limit, remedy, Infeasible)
    own = tuple((h + c) / time for h, c in zip(hours, changes, strict=True))
    yield (
        Indicator("utilisation", min(1.0, load / time), "%", "less", own),
        "Average utilisation at full capacity: work and set-ups over the available time.",
        rf"\frac{{{show(sum(hours))} + {show(sum(changes))}}}{{{show(time)}}}",
    )
    if factory.fixed_cost is not None:
        yield _break_even(factory, load / time)


def _break_even(factory: Factory, utilisation: float) -> Told:
    """Fixed cost over what full capacity would contribute, at today's mix."""
    margins = [
        float(exact(each.demand) * (exact(each.price) - exact(each.variable_cost)))
        for each in factory.products
    ]
    if sum(margins) <= 0:
        told = f"the products bring {show(sum(margins), factory.money)} above their variable cost"
        fail("factory", "price", told, "No volume pays; give higher prices.", Infeasible)
    fixed = float(factory.fixed_cost or 0)
    return (
        Indicator("break_even", fixed / sum(margins) * utilisation, "%", "less", ()),
        "Break-even share of capacity: of today's volume, then of full capacity.",
        rf"\frac{{{show(fixed)}}}{{{show(sum(margins))}}} \times {show(utilisation)}",
    )
