"""What is drawn: the marks of each picture against the figures that they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from pictures import overlapping

from opstools import datasets
from opstools.facility_location import (
    Distances,
    ahp_weights,
    break_even,
    centre_of_gravity,
    factor_rating,
    fixed_charge,
    maximal_covering,
    modi,
    north_west_corner,
    p_median,
    plot_places,
    several_facilities,
    ship_optimally,
    simulate_sites,
    vogel,
    weber_point,
)
from opstools.facility_location.points.distances import distances


def words(ax):
    """Every text in the picture, by where it stands."""
    return {
        (round(float(t.get_position()[0]), 2), round(float(t.get_position()[1]), 2)): t.get_text()
        for t in ax.texts
        if t.get_text()
    }


def bars(ax):
    return [p for p in ax.patches if isinstance(p, Rectangle) and p.get_height() > 0]


def test_the_tableau_shows_costs_amounts_and_what_is_crossed_out():
    plan = vogel(datasets.load("grain"))
    ax = plan.plot(step=3)
    told = words(ax)
    state = plan.state_at(3)
    for (i, j), amount in state.amounts:
        assert told[round(j - 0.06, 2), round(i + 0.04, 2)] == str(amount)
    for i in range(3):
        for j in range(4):
            assert told[round(j + 0.3, 2), round(i - 0.32, 2)] == str(
                plan.problem.costs.cells[i][j]
            )
        assert told[4, i] == str(plan.problem.supply[i])
    for j in range(4):
        assert told[j, round(3 - 0.1, 2)] == str(plan.problem.demand[j])
    assert {told[x, y] for x, y in told if x == 5 and y in (0, 1, 2)} == set(
        filter(None, state.rows)
    )
    cells = [p for p in bars(ax) if p.get_width() == 1]
    colours = {(int(p.get_y() + 0.5), int(p.get_x() + 0.5)): p.get_facecolor() for p in cells}
    assert colours[state.chosen] not in (colours[0, 0], colours[1, 1])
    closed = [c for c in colours if c[0] in state.closed_rows and c not in dict(state.amounts)]
    assert len({colours[c] for c in closed}) == 1
    assert ax.get_title(loc="left") == "185 $ so far"


def test_the_loop_runs_through_its_cells_with_its_signs():
    shipment = modi(north_west_corner(datasets.load("executive_furniture")))
    ax = shipment.plot(step=3)
    loop = shipment.state_at(3).loop
    dashed = ax.lines[0]
    drawn = list(zip(dashed.get_ydata() - 0.33, dashed.get_xdata() + 0.3, strict=True))
    assert [(round(float(i)), round(float(j))) for i, j in drawn] == [*loop, loop[0]]
    told = words(ax)
    signs = [told[round(j - 0.3, 2), round(i + 0.33, 2)] for i, j in loop]
    assert signs == ["+", "−", "+", "−"]


def test_a_dummy_and_a_prohibited_way_are_marked():
    told = words(ship_optimally(datasets.load("spare_parts")).plot())
    assert told[3, -0.75] == "dummy"
    assert told[1.3, -0.32] == told[0.3, 1.68] == "×"


def test_points_of_factors_add_up_along_the_bars():
    rating = factor_rating(datasets.load("site_factors"))
    ax = rating.plot()
    for row, site in enumerate(rating.problem.scores.columns, 1):
        own = [p for p in bars(ax) if abs(p.get_y() + p.get_height() / 2 - row) < 0.1]
        assert max(p.get_x() + p.get_width() for p in own) == pytest.approx(rating.scores[site])
        widths = [float(w) * float(r[row - 1]) for w, r in
                  zip(rating.problem.shares, rating.problem.scores.cells, strict=True)]  # fmt: skip
        assert [p.get_width() for p in own] == pytest.approx(widths)
        assert min(p.get_x() for p in own) == 0
    assert [t.get_text() for t in ax.texts if t.get_text().endswith("  out")] == ["65  out"]


def test_lines_of_a_weight_cross_where_the_table_says():
    rating = factor_rating(datasets.load("country_factors"))
    ax = rating.plot_sensitivity("location of markets")
    row = rating.sensitivity.set_index("factor").loc["location of markets"]
    sites = list(rating.problem.scores.columns)
    lines = {site: ax.lines[2 * k].get_ydata() for k, site in enumerate(sites)}

    def at(site, share):
        low, high = lines[site]
        return low + (high - low) * share

    assert at(rating.best, row["to"]) == pytest.approx(at(row["above"], row["to"]))
    assert at(rating.best, row["from"]) == pytest.approx(at(row["below"], row["from"]))
    for site in sites:
        assert at(site, row["weight"]) == pytest.approx(float(rating.scores[site]))
    assert ax.lines[-2].get_xdata()[0] == row["weight"]


def test_cost_lines_and_their_envelope():
    found = break_even(datasets.load("three_plants"))
    ax = found.plot()
    thin, thick = ax.lines[:3], [line for line in ax.lines if line.get_linewidth() > 3]
    for line, site in zip(thin, found.problem.sites, strict=True):
        assert line.get_ydata()[0] == site.fixed
        slope = np.diff(line.get_ydata()) / np.diff(line.get_xdata())
        assert slope == pytest.approx([site.variable])
    assert [list(line.get_xdata()) for line in thick][:2] == [[0, 1000], [1000, 2500]]
    for line in thick:
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True):
            assert y == pytest.approx(min(map(float, found.cost(float(x)).values())))
    assert [t.get_text() for t in ax.texts][-2:] == ["1,000", "2,500"]


def test_contours_are_costs_and_the_star_is_the_place():
    quain = datasets.load("quain")
    found = weber_point(quain)
    ax = found.plot()
    star = next(line for line in ax.lines if line.get_marker() == "*")
    assert (star.get_xdata()[0], star.get_ydata()[0]) == pytest.approx((found.x, found.y), rel=1e-6)
    lines = next(c for c in ax.collections if hasattr(c, "levels"))
    for level, path in zip(lines.levels, lines.get_paths(), strict=True):
        for x, y in path.vertices[::40]:
            cost = quain.weights @ distances(quain.xy, (x, y), "euclidean")
            assert cost == pytest.approx(level, rel=0.02)
    dots = next(c for c in ax.collections if not hasattr(c, "levels"))
    assert dots.get_offsets().tolist() == quain.xy.tolist()
    sizes = dots.get_sizes()
    assert sizes[0] == sizes[3] > sizes[1] == sizes[2]
    assert ax.get_title(loc="left").startswith("Cost here 299,233.7")


def test_all_places_stand_on_one_picture():
    quain = datasets.load("quain")
    ax = plot_places(quain, at=(60, 60))
    names = [t.get_text() for t in ax.get_legend().get_texts()]
    gravity = centre_of_gravity(quain)
    assert f"centre of gravity: {float(gravity.cost):,.1f}" in names
    assert [name.partition(":")[0] for name in names] == [
        "weber point", "centre of gravity", "rectilinear median", "minimax point", "by hand",
    ]  # fmt: skip
    drawn = [(float(line.get_xdata()[0]), float(line.get_ydata()[0])) for line in ax.lines
             if len(line.get_xdata())]  # fmt: skip
    assert (60.0, 60.0) in drawn
    assert any(np.allclose(each, (gravity.x, gravity.y)) for each in drawn)


def test_names_do_not_cover_each_other():
    cities = datasets.load("german_cities")
    table = Distances.between(cities, metric="great_circle")
    for ax in (cities.plot(), p_median(table, sites=3).plot()):
        ax.figure.canvas.draw()
        assert len(ax.texts) >= 12
        assert not overlapping(ax.texts)


def test_lines_join_customers_to_their_sites():
    villages = datasets.load("eight_villages")
    at = {name: (x, y) for name, x, y in villages.places}
    for siting in (p_median(villages, sites=2), maximal_covering(villages, reach=4, sites=1)):
        ax = siting.plot()
        drawn = {tuple(zip(*line.get_data(), strict=True)) for line in ax.lines}
        assert drawn == {(at[c], at[s]) for c, s in siting.assignment.items()}
        squares = [c for c in ax.collections if len(c.get_sizes()) and c.get_sizes()[0] == 90]
        assert {tuple(c.get_offsets()[0]) for c in squares} == {at[s] for s in siting.open}


def test_the_table_boxes_who_serves_whom():
    siting = fixed_charge(datasets.load("bakeries"))
    boxes = [p for p in siting.plot().patches if not p.get_fill()]
    drawn = {(round(p.get_y() - 0.55), round(p.get_x() - 0.55)) for p in boxes}
    assert drawn == {(i, j) for i, j in enumerate(siting.assigned)}


def test_stars_of_several_facilities_and_their_points():
    found = several_facilities(datasets.load("quain"), facilities=2)
    ax = found.plot()
    stars = next(line for line in ax.lines if line.get_marker() == "*")
    assert [tuple(map(float, each)) for each in stars.get_xydata()] == list(found.centres)
    ends = [
        tuple(map(float, line.get_xydata()[1])) for line in ax.lines if line.get_marker() != "*"
    ]
    assert ends == [found.centres[k] for k in found.plan[1]]


def test_bars_of_weights_and_of_trials():
    weights = ahp_weights(datasets.load("site_criteria"))
    assert [p.get_width() for p in bars(weights.plot())] == pytest.approx(list(weights.parts))
    sites = [("a", 40, 100), ("b", 70, 90)]
    trial = simulate_sites(datasets.load("quain"), sites, spread=0.4, runs=1000, seed=2)
    ax = trial.plot()
    assert [p.get_width() for p in bars(ax)] == pytest.approx(list(trial.probability.values()))
    drawn = np.array([line.get_xdata() for line in ax.lines])
    assert drawn == pytest.approx(np.array([trial.interval(each) for each in trial.options]))
    table = datasets.load("site_criteria").plot()
    sizes = [float(c.get_sizes()[0]) for c in table.collections]
    assert sizes == pytest.approx(
        [330 + 60 * float(v) for row in weights.problem.judgements.cells for v in row]
    )
