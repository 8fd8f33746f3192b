"""The tree of a search: it tells the truth, leaves nothing out, and is drawn as it is."""

import matplotlib.pyplot as plt
import pytest
from brute_force import fewest_places
from helpers import complaint
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Rectangle
from strategies import large_line, lines

from opstools import datasets
from opstools.line_balancing import by_hand, search_tree

TIGHT = datasets.load("seven_tight_tasks")  # A 2, B 7, C 4, D 7, E 5, F 8, G 6 s at 10 s
BY_HAND = [  # branch, after, station, tasks, idle, verdict
    (1, 0, 1, "A, F", 0, "open"),
    (2, 1, 2, "B", 3, "open"),
    (3, 2, 3, "C", 9, "open"),
    (4, 3, 4, "D", 12, "too idle"),
    (5, 0, 1, "A, B", 1, "open"),
    (6, 5, 2, "F", 3, "seen"),
    (7, 5, 2, "C", 7, "open"),
    (8, 7, 3, "F", 9, "seen"),
    (9, 7, 3, "D", 10, "open"),
    (10, 9, 4, "F", 12, "too idle"),
    (11, 9, 4, "E", 15, "too idle"),
]


def test_the_chapters_tree_is_as_counted_by_hand():
    tree = search_tree(TIGHT)
    assert [tuple(row) for row in tree.to_frame().itertuples(index=False)] == BY_HAND
    assert tree.measures == {"stations": 5, "branches": 11, "cut": 5, "line": 0}
    assert tree.headline == "5 stations are impossible: of 11 branches none reaches the end."
    texts = [step.text for step in tree.steps()]
    assert "5 stations may be idle so long in all, m·C − Σt." in texts
    assert texts[7] == (
        "Branch 4, after branch 3: station 4 takes D; cut, since more than 11 s are idle:"
    )
    assert texts[-1] == "Nothing is left to try: 5 stations are impossible, at least 6 are needed."
    assert search_tree(TIGHT, stations=6).headline == (
        "6 stations are enough: 6 branches lead to a line."
    )


@settings(max_examples=60)
@given(lines(most=6), st.data())
def test_a_tree_tells_the_truth_and_shows_a_line_where_there_is_one(line, data):
    stations = data.draw(st.integers(1, len(line.tasks)))
    tree = search_tree(line, stations=stations)
    assert tree.possible == (fewest_places(line) <= stations)
    if tree.possible:
        branch, plan = tree.branches[-1], []
        while branch:
            plan.insert(0, branch.tasks)
            branch = tree.branches[branch.parent - 1] if branch.parent else None
        assert by_hand(line, plan).idle_time == tree.branches[-1].idle
        assert len(plan) == tree.branches[-1].station <= stations


@settings(max_examples=60)
@given(lines(most=6))
def test_every_branch_is_a_full_load_and_cut_only_for_its_reason(line):
    fewest = fewest_places(line)
    tree = search_tree(line, stations=max(1, fewest - 1))
    allowed = tree.stations * line.cycle_time - line.work_content
    done, stations_of = {0: frozenset()}, {}
    for branch in tree.branches:
        had = done[branch.parent]
        has = done[branch.number] = had | set(branch.tasks)
        assert (
            branch.station == (tree.branches[branch.parent - 1].station if branch.parent else 0) + 1
        )
        before = tree.branches[branch.parent - 1].idle if branch.parent else 0
        room = line.cycle_time - line.work_of(branch.tasks)
        assert branch.idle == before + room
        assert room >= 0
        assert all(set(line.predecessors(task)) <= has for task in branch.tasks)
        ready = [t for t in line.times if t not in has and set(line.predecessors(t)) <= has]
        assert all(line.times[task] > room for task in ready)
        assert (branch.verdict == "too idle") == (branch.idle > allowed)
        seen = stations_of.get(has, tree.stations + 1) <= branch.station
        assert (branch.verdict == "seen") == (seen and branch.idle <= allowed)
        if branch.verdict == "open":
            stations_of[has] = branch.station


@pytest.mark.parametrize("step", [0, 6, None])
def test_the_tree_is_drawn_as_far_as_it_is_looked_at(step):
    tree = search_tree(TIGHT)
    ax = tree.plot(step=step)
    shown = {0: 0, 6: 2, None: 11}[step]  # the first four steps tell the bounds and the idle time
    boxes = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert len(boxes) == shown
    texts = [text.get_text() for text in ax.texts]
    for branch, box in zip(tree.branches, boxes, strict=False):
        assert box.get_x() + box.get_width() / 2 == pytest.approx(branch.station)
        assert (box.get_linestyle() == "--") == (branch.verdict != "open")
        assert f"{' '.join(branch.tasks)} · {branch.idle} s" in texts
    assert texts.count("✗ too idle") == (3 if step is None else 0)
    assert texts.count("✗ seen before") == (2 if step is None else 0)
    assert ax.get_title(loc="left").startswith("Are 5 stations enough?")
    assert ax.get_title(loc="left").endswith(" No.") == (step is None)
    middles = [(box.get_x(), box.get_y()) for box in boxes]
    assert len(set(middles)) == shown
    for branch, line in zip(tree.branches, ax.lines, strict=False):
        assert line.get_xdata()[1] == pytest.approx(boxes[branch.number - 1].get_x())
        if branch.parent:
            parent = boxes[branch.parent - 1]
            assert line.get_xdata()[0] == pytest.approx(parent.get_x() + parent.get_width())
            assert line.get_ydata()[0] == pytest.approx(parent.get_y() + parent.get_height() / 2)
    plt.close(ax.figure)


def test_what_has_no_tree_is_explained():
    assert complaint(search_tree, large_line(50, 20, seed=1)) == (
        "Infeasible: search tree, tasks: the tree has more than 150 branches. "
        "Take a smaller line; fewest_stations proves large ones."
    )
    assert complaint(search_tree, TIGHT, stations=8) == (
        "ProblemError: search tree, stations: 8 is not a whole number from 1 to 7. Write one."
    )
    side_by_side = TIGHT.replace(cycle_time=7, long_tasks="parallel")
    assert complaint(search_tree, side_by_side) == (
        "Infeasible: search tree, long_tasks: parallel stations are not drawn. "
        "Give a cycle time that no task exceeds, and long_tasks='error'."
    )


def test_too_few_stations_for_the_work_have_no_branches():
    tree = search_tree(TIGHT, stations=3)
    assert (tree.possible, tree.branches) == (False, ())
    assert "3 stations cannot hold all work, m·C − Σt is below 0." in [
        step.text for step in tree.steps()
    ]
    assert tree.headline == "3 stations are impossible: of 0 branches none reaches the end."


def test_one_station_is_told_of_as_one():
    line = datasets.load("jackson").replace(cycle_time=46)
    tree = search_tree(line)
    assert tree.headline == "1 station is enough: 1 branch leads to a line."
    assert tree.steps()[-1].text == "1 station is enough: a line is found."
    assert tree.plot().get_title(loc="left") == "Is 1 station enough? Yes."
    tree = search_tree(line.replace(cycle_time=45))
    assert tree.steps()[-1].text.startswith("2 stations are enough")
    tree = search_tree(line.replace(cycle_time=45), stations=1)
    assert tree.headline == "1 station is impossible: of 0 branches none reaches the end."
