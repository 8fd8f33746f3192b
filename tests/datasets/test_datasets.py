"""The datasets: complete, sourced, and with the answers that they claim."""

from importlib.resources import files

import pytest
from helpers import complaint

import opstools
from opstools import catalogue, datasets
from opstools.core import Problem
from opstools.line_balancing import RULES, fewest_stations

ANSWERS = [
    pytest.param(name, answer, id=f"{name}-{answer.method or datasets.about(name).method}")
    for name in datasets.names()
    for answer in datasets.about(name).answers
]


def digits(number: float) -> int:
    """How many decimal places a number was printed with."""
    return len(f"{number}".partition(".")[2])


@pytest.mark.parametrize(("name", "answer"), ANSWERS)
def test_known_answers_are_found_again(name, answer):
    dataset = datasets.about(name)
    method = catalogue.method(dataset.topic, answer.method or dataset.method)
    if dataset.problem:
        result = method.solve(datasets.load(name), **answer.settings)
    else:
        result = method.function(**{**dataset.settings, **answer.settings})
    assert {
        measure: round(float(result.measures[measure]), digits(known))
        for measure, known in answer.measures.items()
    } == answer.measures


@pytest.mark.parametrize("name", datasets.names())
def test_every_dataset_has_title_source_unit_and_topic(name):
    dataset = datasets.about(name)
    assert all([dataset.title, dataset.source, dataset.unit])
    assert dataset.topic in opstools.TOPICS
    assert dataset.answers, f"add [[{name}.answers]] to opstools/datasets/index.toml"
    for answer in dataset.answers:
        assert dataset.problem or dataset.method or answer.method


def test_every_table_is_listed_and_every_listed_table_is_there():
    tables = {
        file.name.removesuffix(".csv")
        for file in files(datasets).iterdir()
        if file.name.endswith(".csv")
    }
    listed = {name for name in datasets.names() if datasets.about(name).problem}
    assert not tables - listed, f"describe {tables - listed} in opstools/datasets/index.toml"
    assert not listed - tables, f"index.toml describes {listed - tables}, which no .csv holds"


@pytest.mark.parametrize("name", [n for n in datasets.names() if datasets.about(n).problem])
def test_a_problem_goes_through_its_table_unchanged(name):
    problem = datasets.load(name)
    assert isinstance(problem, Problem)
    settings = datasets.about(name).settings
    assert type(problem).from_frame(problem.to_frame(), **settings) == problem


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("name", [n for n in datasets.names() if datasets.about(n).problem])
def test_a_problem_goes_through_a_file_unchanged(name, ending, tmp_path):
    problem, settings = datasets.load(name), datasets.about(name).settings
    file, frame = tmp_path / f"table{ending}", problem.to_frame()
    for column, cells in frame.items():  # Excel knows no time zones
        if getattr(cells.dtype, "tz", None) is not None:
            frame[column] = cells.map(str)
    frame.to_csv(file, index=False) if ending == ".csv" else frame.to_excel(file, index=False)
    assert type(problem).from_csv(file, **settings) == problem


def test_an_unknown_dataset_is_explained():
    assert complaint(datasets.load, "jakson") == (
        "ProblemError: dataset, name: there is no dataset jakson. Did you mean jackson?"
    )
    known = ", ".join(datasets.names())
    assert complaint(datasets.table, "zzz") == (
        f"ProblemError: dataset, name: there is no dataset zzz. There are {known}."
    )


# Of the field's lines the course has these three; their cycle times are in every collection.
FIELD = {
    "BOWMAN8": ("bowman", [20]),
    "JACKSON": ("jackson", [7, 9, 10, 13, 14, 21]),
    "MERTENS": ("mertens", [6, 7, 8, 10, 15, 18]),
}


@pytest.mark.parametrize("graph", FIELD)
def test_rules_measured_on_the_fields_lines_are_measured_again(graph):
    name, paces = FIELD[graph]
    table = datasets.measured("rules_on_269_lines").query("graph == @graph")
    assert list(table["rule"]) == list(RULES)
    lines = [datasets.load(name, cycle_time=pace) for pace in paces]
    fewest = [fewest_stations(line).number_of_stations for line in lines]
    for row in table.itertuples():
        found = [RULES[row.rule](line).number_of_stations for line in lines]
        more = [have - need for have, need in zip(found, fewest, strict=True)]
        figures = row.tasks, row.lines, row.optimal, row.surplus, row.worst_surplus
        tasks = len(lines[0].tasks)
        assert figures == (tasks, len(lines), more.count(0), sum(more), max(more))


def test_measured_figures_cover_the_whole_field():
    table = datasets.measured("rules_on_269_lines")
    assert set(table.groupby("rule")["lines"].sum()) == {269}
    assert table["graph"].nunique() == 25
    assert (table["optimal"] <= table["lines"]).all()


def test_unknown_figures_are_explained():
    assert complaint(datasets.measured, "rules_on_269_line") == (
        "ProblemError: measured, name: there are no figures rules_on_269_line. "
        "Did you mean rules_on_269_lines?"
    )


def test_names_of_a_topic():
    assert set(datasets.names("line_balancing")) < set(datasets.names())
    assert datasets.names("no topic") == ()


def test_a_name_that_is_none_is_told_of():
    assert "there is no dataset 5. There are" in complaint(datasets.load, 5)
    assert "there is no dataset ['jackson']. Did you mean jackson?" in complaint(
        datasets.about, ["jackson"]
    )
    assert "there is no case None. There are" in complaint(datasets.case, None)
