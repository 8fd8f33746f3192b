"""Priority rules: how they choose, what they record, how they compare."""

from collections.abc import Mapping

import pytest
from helpers import complaint
from hypothesis import given
from hypothesis import strategies as st
from strategies import lines

from opstools import datasets
from opstools.line_balancing import (
    RULES,
    Line,
    Task,
    columns,
    compare,
    fewest_following_tasks,
    fewest_stations,
    kilbridge_wester,
    largest_first,
    longest_task_time,
    most_following_tasks,
    positional_weights,
    ranked_positional_weight,
    shortest_task_time,
    smallest_first,
)

BOEING = datasets.load("boeing_wing")


@largest_first
def most_letters(line: Line) -> Mapping[str, int]:
    """Take the task with the longest name first."""
    return {task.name: len(task.name) for task in line.tasks}


chains = st.permutations([*RULES.values(), most_letters]).map(lambda rules: (rules[0], rules[1:3]))


@given(lines() | lines(parallel=True), chains)
def test_every_decision_is_recorded_as_it_was_made(line, chain):
    rule, ties = chain
    balance = rule(line, ties=ties)
    placed, stations, left = set(), (), 0
    for step in decisions(balance):
        now = step.state
        ready = [t.name for t in line.tasks if t.name not in placed and placed >= {*t.predecessors}]
        opened = now.station == len(stations) + 1
        fits = ready if opened else [task for task in ready if line.times[task] <= left]
        assert now.eligible == tuple(ready)
        assert now.fitting == tuple(fits)
        assert opened == all(line.times[task] > left for task in ready)
        assert now.chosen == best(line, [rule, *ties], fits)
        assert dict(now.priorities) == {task: rule.priorities(line)[task] for task in fits}
        if opened:
            stations, left = (*stations, ()), -(-line.times[now.chosen] // line.cycle_time)
            left *= line.cycle_time
        left -= line.times[now.chosen]
        placed.add(now.chosen)
        stations = (*stations[:-1], (*stations[-1], now.chosen))
        assert now.time_left == step.value == left
        assert now.stations == stations
        assert now.station == len(stations)
    assert stations == balance.stations


def decisions(balance):
    """The steps in which a task was chosen."""
    return [step for step in balance.working if step.state and step.state.chosen]


def best(line, chain, tasks):
    """The task that comes first by the rules in order, then as listed."""

    def rank(task):
        return [(-1 if rule.largest else 1) * rule.priorities(line)[task] for rule in chain]

    return min(tasks, key=rank)


def test_rules_rank_as_their_textbooks_say():
    weights = {"A": 66, "B": 33, "C": 18, "D": 17, "E": 26, "F": 13, "G": 10, "H": 14, "I": 3}
    assert positional_weights(BOEING) == weights
    assert columns(BOEING) == dict(zip("ABCDEFGHI", [1, 2, 3, 3, 2, 4, 5, 3, 6], strict=True))
    followers = dict(zip("ABCDEFGHI", [8, 5, 3, 3, 2, 2, 1, 1, 0], strict=True))
    assert most_following_tasks.priorities(BOEING) == followers


STATIONS = {
    longest_task_time: (6, 6),
    shortest_task_time: (7, 6),
    most_following_tasks: (7, 6),
    fewest_following_tasks: (6, 6),
    ranked_positional_weight: (6, 6),
    kilbridge_wester: (6, 6),
}


@pytest.mark.parametrize("rule", STATIONS, ids=lambda rule: rule.__name__)
def test_each_rule_needs_its_stations(rule):
    jackson = datasets.load("jackson")
    assert (rule(BOEING).number_of_stations, rule(jackson).number_of_stations) == STATIONS[rule]
    assert rule is RULES[rule.__name__]


def test_the_tie_break_decides_between_six_and_seven_stations():
    assert most_following_tasks(BOEING).number_of_stations == 7
    for ties in (["longest_task_time"], [longest_task_time], "longest_task_time"):
        assert most_following_tasks(BOEING, ties=ties).number_of_stations == 6


@pytest.mark.parametrize(
    ("tie", "remedy"),
    [
        ("longest_task_tim", "Did you mean longest_task_time?"),
        ("xyz", f"The rules are {', '.join([*RULES][:-1])} and {[*RULES][-1]}."),
        (None, f"The rules are {', '.join([*RULES][:-1])} and {[*RULES][-1]}."),
    ],
)
def test_an_unknown_tie_break_is_explained(tie, remedy):
    message = f"ProblemError: rules, ties: there is no rule {tie}. {remedy}"
    assert complaint(longest_task_time, BOEING, ties=[tie]) == message
    assert complaint(compare, BOEING, ties=[tie]) == message


def test_a_station_closes_when_nothing_fits_not_when_the_best_does_not():
    line = Line((Task("A", 5), Task("B", 6), Task("C", 3)), 9)
    assert longest_task_time(line).stations == (("B", "C"), ("A",))


def test_a_rule_of_ones_own_is_a_method_like_the_others():
    balance = most_letters(BOEING)
    assert balance.method == "most_letters"
    assert "the listed order" in decisions(balance)[1].text
    assert most_letters.__doc__ == "Take the task with the longest name first."
    assert smallest_first(most_letters.priorities)(BOEING).stations == balance.stations


def test_rules_and_tie_breaks_are_compared_with_the_optimum():
    table = compare(BOEING, ties=["longest_task_time", most_letters], rules=[most_letters])
    assert list(table.columns) == (
        ["rule", "ties", "stations", "efficiency", "smoothness_index", "gap", "proven"]
    )
    assert set(table["rule"]) == {*RULES, "most_letters", "fewest_stations"}
    assert list(table.loc[table["rule"] == "most_letters", "ties"]) == (
        ["listed order", "longest_task_time"]
    )
    assert list(table.loc[table["rule"] == "longest_task_time", "ties"]) == (
        ["listed order", "most_letters"]
    )
    for row in table[table["ties"] != ""].itertuples():
        rule = {**RULES, "most_letters": most_letters}[row.rule]
        named = {"listed order": [], "most_letters": [most_letters]}.get(row.ties, [row.ties])
        balance = rule(BOEING, ties=named)
        assert (row.stations, row.efficiency) == (balance.number_of_stations, balance.efficiency)
    assert list(table["gap"]) == [number - 6 for number in table["stations"]]
    best, optimum = fewest_stations(BOEING), table.iloc[-1]
    assert (optimum["rule"], optimum["ties"], optimum["gap"]) == ("fewest_stations", "", 0)
    assert (optimum["stations"], optimum["efficiency"]) == (6, best.efficiency)
    assert table["proven"].all()


def test_all_rules_break_ties_unless_some_are_named():
    assert len(compare(BOEING)) == len(RULES) ** 2 + 1
    assert len(compare(BOEING, ties=[])) == len(RULES) + 1


def test_a_rule_may_write_its_numbers_as_text():
    @largest_first
    def longest(line):
        return {task: str(time) for task, time in line.times.items()}

    wagon = datasets.load("model_j_wagon")
    assert longest(wagon).stations == longest_task_time(wagon).stations
