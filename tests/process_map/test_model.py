"""The model and its doors: tables, files, faults with their places."""

from __future__ import annotations

import pandas as pd
import pytest
from helpers import complaint
from process_map.random_maps import random_map

from opstools import datasets
from opstools.core import ProblemError
from opstools.process_map import (
    Flow,
    ProcessMap,
    Resource,
    Role,
    Step,
    analyse,
    doors,
    responsibilities,
)

STEPS = pd.DataFrame(
    {"step": ["enter", "pay"], "responsible": ["Clerk", "Cashier"], "time": [4, 2]}
)


def test_records_may_be_told_in_many_forms():
    flows = [("enter", "pay")]
    told = [
        {"flows": flows, "resources": {"Clerk": 2}, "demand": {"claims": 3}},
        {"flows": pd.DataFrame(flows, columns=["from", "to"]),
         "resources": pd.DataFrame({"resource": ["Clerk"], "staff": [2]}),
         "demand": pd.DataFrame({"class": ["claims"], "rate": [3]})},
        {"flows": [{"from": "enter", "to": "pay"}], "resources": [("Clerk", 2)],
         "demand": [{"class": "claims", "rate": 3}]},
        {"flows": (Flow("enter", "pay"),), "resources": (Resource("Clerk", 2),),
         "demand": {"claims": 3}},
    ]  # fmt: skip
    first, *others = (ProcessMap.from_frame(STEPS, **each) for each in told)
    assert all(each == first for each in others)


def test_headings_of_the_field_are_read():
    table = pd.DataFrame({"步骤": ["录入"], "责任人": ["柜员"], "负责人": ["主管"], "时间": [4],
                          "类型": ["增值"]})  # fmt: skip
    step = ProcessMap.from_frame(table).steps[0]
    assert (step.responsible, step.accountable, step.kind) == (("柜员",), ("主管",), "value-adding")


@pytest.mark.parametrize(
    ("word", "kind"),
    [("VA", "value-adding"), ("yes", "value-adding"), ("no", "necessary"), ("", "necessary"),
     ("NVA", "waste"), ("非增值", "necessary"), (None, "necessary")],
)  # fmt: skip
def test_kinds_have_many_words(word, kind):
    table = pd.DataFrame({"step": ["a"], "kind": [word]})
    assert ProcessMap.from_frame(table).steps[0].kind == kind


def test_several_names_in_a_cell_may_hold_blanks():
    table = pd.DataFrame({"step": ["a"], "consulted": ["Duty officer, IT；法务部、-"]})
    assert ProcessMap.from_frame(table).steps[0].consulted == ("Duty officer", "IT", "法务部")


def test_a_map_goes_through_its_table_unchanged():
    for seed in range(5):
        process = random_map(seed, 4, 12)
        again = ProcessMap.from_frame(
            process.to_frame(), flows=process.flows, resources=process.resources,
            demand=process.demand, roles=process.roles, title=process.title,
        )  # fmt: skip
        assert again == process


def test_all_faults_of_a_map_stand_in_one_message():
    table = pd.DataFrame({
        "step": ["enter", "enter", "pay"],
        "responsible": ["Clerk", "Clrk", "Cashier"],
        "time": [-1, "abc", 2],
        "kind": ["value", "valu", ""],
        "resource": ["", "", "till"],
        "shape": ["", "dokument", ""],
        "control": ["aprove", "", ""],
    })  # fmt: skip
    with pytest.raises(ProblemError) as caught:
        ProcessMap.from_frame(
            table, roles=["Clerk", "Cashier"],
            flows=[("enter", "pay", 1.5), ("pay", "entr"), ("enter", "pay"),
                   ("pay", "enter", None, "psh"), {"from": "enter", "to": "enter", "after": 5}],
            resources=[{"resource": "Clerk", "staff": 0, "calendar": "9-"},
                       {"resource": "Clerk", "wage": -2, "calendar": [(9, 8)]}],
            demand=[{"class": "a", "rate": 0, "priority": 1.5, "due": -1, "start": "ent"},
                    ("a", 3)],
        )  # fmt: skip
    text = "\n".join(map(str, caught.value.faults))
    for part in (
        "rows 1 and 2: step enter is there 2 times.",
        "row 1 (step enter), time: -1 min is below 0.",
        "row 2 (step enter), time: 'abc' is not a number.",
        "row 2 (step enter), kind: 'valu' is not known. Did you mean value?",
        "row 3 (step pay), resource: there is no resource till.",
        "row 2 (step enter), shape: 'dokument' is not known. Did you mean document?",
        "row 1 (step enter), control: 'aprove' is not known. Did you mean approve?",
        "row 2 (step enter), responsible: there is no role Clrk. Did you mean Clerk?",
        "flows, row 1 (enter → pay), probability: 1.5 is outside the range",
        "flows, row 2 (pay → entr): there is no step entr. Did you mean enter?",
        "flows, row 3 (enter → pay): it is there twice.",
        "flows, row 4 (pay → enter), kind: 'psh' is not known. Did you mean push?",
        "flows, row 5 (enter → enter), after: only escalations wait.",
        "resources, row 1 (Clerk), staff: 0 is not a whole number of at least 1.",
        "resources, row 1 (Clerk), calendar: '9-' is no shift.",
        "resources, row 2 (Clerk): it is there twice.",
        "resources, row 2 (Clerk), wage: -2 is below 0.",
        "resources, row 2 (Clerk), calendar: 9-8 does not follow in the day.",
        "demand, row 1 (a), rate: 0 is not above 0.",
        "demand, row 1 (a), priority: 1.5 is not a whole number of at least 1.",
        "demand, row 1 (a), due: -1 min is not above 0.",
        "demand, row 1 (a), start: there is no step ent.",
        "demand, row 2 (a): it is there twice.",
    ):
        assert part in text, part


def test_columns_beside_are_looked_at_too():
    text = complaint(ProcessMap.from_frame, STEPS, flows=pd.DataFrame({"form": ["a"], "to": ["b"]}))
    assert (
        "flows, column from: it is missing. The table has form and to. Did you mean form?" in text
    )
    text = complaint(ProcessMap.from_frame, STEPS, flows=[("enter",)])
    assert "flows, row 1: ('enter',) is none. Give from, to," in text
    text = complaint(ProcessMap.from_frame, STEPS, flows="enter pay")
    assert "flows: 'enter pay' is no list." in text


def test_nobody_is_accountable_in_a_circle():
    roles = [Role("A", reports_to="B"), Role("B", reports_to="C"), Role("C", reports_to="A")]
    text = complaint(ProcessMap, (Step("x", ("A",)),), roles=roles)
    assert "they are accountable in a circle, " in text
    assert "Somebody at the top answers to nobody" in text
    assert ProcessMap((Step("x", ("A",)),), roles=[*roles[:2], Role("C")]).lanes == ("A",)


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ({"rate_unit": "week"}, "rate_unit: week is not known, and would have to be converted."),
        ({"hours_per_day": 25}, "hours_per_day: 25 is more than a day has."),
        ({"hours_per_day": 0}, "hours_per_day: 0 is not above 0."),
        ({"facts": 5}, "facts: 5 is no list."),
        ({"time_unit": "week", "demand": [("x", 1, 1, None, "", "9-12")]},
         "rate_unit: calendars need times of a clock. Give s, min, h or day."),
        ({"time_unit": "week", "resources": [("Clerk", 1, "", 30)]},
         "time_unit: wages need times of a clock. Give s, min, h or day."),
        ({"resources": [("Clerk", 1, "9:75-12")]}, "calendar: '9:75-12' is no shift."),
        ({"resources": [("Clerk", 1, "9-12 x0")]}, "calendar: '9-12 x0' is no shift."),
        ({"titel": "x"}, "titel: there is no such setting. Did you mean title?"),
    ],
)  # fmt: skip
def test_settings_that_are_none_are_explained(settings, part):
    assert part in complaint(ProcessMap.from_frame, STEPS, **settings)


def example() -> str:
    """The file that the help on the form shows."""
    text = doors.__doc__ or ""
    return "\n".join(line[4:] for line in text[text.index("    title =") :].splitlines())


def test_the_file_in_the_help_is_read(tmp_path):
    file = tmp_path / "claims.toml"
    file.write_text(example(), encoding="utf-8")
    process = ProcessMap.from_file(file)
    assert process.facts == ("A clerk enters each claim and its head approves it.",)
    assert process.assumptions[0] == "One claim in ten comes back to the clerk."
    assert "steps, enter: time = 6, kind = value-adding." in process.assumptions
    assert not any("control" in each for each in process.assumptions), "stated, not assumed"
    assert process.step("approve").control == "approve"
    assert [r.calendar for r in process.resources] == [((9, 12), (13, 18))]
    found = analyse(process)
    assert float(found.visits["enter"]) == pytest.approx(1 / 0.9)


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (('title = "Expense claims"', 'title = "Expense'), "(at line 1, column"),
        (("[[steps]]", "[[step]]"), "step: there is no such list. Did you mean steps?"),
        (("[[steps]]\nstep = \"enter\"", "[steps]\nstep = \"enter\""), "it is no"),
        (('time = 6', 'time = 6\nresponsible = "Head"'),
         "assumed.steps, enter, responsible: it is stated above too. Keep one of them."),
        (('rate_unit = "h"', 'rate_unit = "h"\ntitle = "again"'),
         "assumed.title: it is stated above too."),
        (("probability = 0.9", "probability = 0,9"), "(at line"),
        (('role = "Head"', 'role = "Head"\nreports_to = "Clerk"'), "accountable in a circle"),
        (("notes = [", "notes = 5 # ["), "assumed.notes: 5 is no list. Give a list of sentences."),
        (("staff = 2", "staf = 2"), "column staf: it would be passed over; did you mean staff"),
    ],
)  # fmt: skip
def test_files_that_are_wrong_are_explained(tmp_path, change, part):
    file = tmp_path / "claims.toml"
    text = example().replace(*change)
    assert text != example()
    file.write_text(text, encoding="utf-8")
    assert part in complaint(ProcessMap.from_file, file)


def test_what_is_no_file_is_explained(tmp_path):
    for path in (tmp_path / "none.toml", tmp_path, None, 3):
        assert "it cannot be read. Give the path of a TOML file" in complaint(
            ProcessMap.from_file, path
        )
    (tmp_path / "three.toml").write_text("assumed = 3\n[[steps]]\nstep = 'a'\n", encoding="utf-8")
    assert "assumed: 3 is no table." in complaint(ProcessMap.from_file, tmp_path / "three.toml")
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    assert "steps: there are none. Write [[steps]]" in complaint(
        ProcessMap.from_file, tmp_path / "empty.toml"
    )


def test_a_step_is_found_by_its_name():
    process = datasets.load("expense_claims")
    assert process.step("pay").lane == "Cashier"
    assert "there is no step pey. Did you mean pay?" in complaint(process.step, "pey")


def test_who_does_a_step_is_its_resource():
    process = datasets.load("expense_claims")
    assert process.resource_of(process.step("pay")).name == "Cashier"
    assert process.hands("Clerk") == 2
    assert process.hands("Employee") is None
    other = ProcessMap((Step("a", ("X",), resource="press"),), resources={"press": 3})
    assert other.resource_of(other.steps[0]).staff == 3


def test_the_table_of_responsibilities():
    found = responsibilities(datasets.load("expense_claims"))
    assert found.table.loc["check receipts"].tolist() == ["C", "R", "A", ""]
    assert dict(found.counts["Head"]) == {"R": 1, "A": 6, "C": 0, "I": 0}
    assert found.load().set_index("role").loc["Clerk", ["people", "R", "steps"]].tolist() == [
        2,
        4,
        4,
    ]
    assert len(found.covered) == 6


def test_sizes_and_shares_of_duties():
    table = pd.DataFrame({"step": ["a", "b", "c", "d"], "responsible": ["X", "X, Y", "", "Y"],
                          "accountable": ["X", "Y", "Y", "X, Y"]})  # fmt: skip
    found = responsibilities(table)
    assert found.covered == ("a", "b")
    assert found.shared == ("b",)
    assert found.measures["covered"] == 0.5
    assert found.measures["shared"] == 0.25
    assert found.measures["faults"] == len(found.faults) == 2


def test_parts_are_shown_as_they_could_be_typed_in():
    claims = datasets.load("expense_claims")
    assert list(claims.table("flows")) == ["from", "to", "probability", "label"]
    assert list(claims.table("steps")) == ["step", "responsible", "accountable", "consulted",
                                           "informed", "time", "kind", "shape", "control", "wait",
                                           "cv", "cost"]  # fmt: skip
    told = {what: claims.table(what) for what in ("flows", "resources", "demand", "roles")}
    again = ProcessMap.from_frame(
        claims.table("steps"), title=claims.title, rate_unit="h",
        **{what: table.astype(object).where(table.notna(), None) for what, table in told.items()},
    )  # fmt: skip
    assert again == claims
    shifts = claims.replace(resources=[{"resource": "Clerk", "calendar": "9-12:30, 13-18 x2"}])
    assert shifts.table("resources")["calendar"].tolist() == ["9-12:30, 13-18 x2"]
    assert "there is no table flow. Did you mean flows?" in complaint(claims.table, "flow")


def test_parts_are_changed_by_name():
    claims = datasets.load("expense_claims")
    quick = claims.changed(
        steps={"approve": {"wait": 0}, "file": None, "praise": {"responsible": "Head"}},
        flows={("pay", "praise"): {}, ("check receipts", "enter"): {"probability": 0.1},
               ("check receipts", "approve"): {"probability": 0.9}},
        resources={"Clerk": {"staff": 3}},
        demand={"normal": None, "late": {"rate": 3}},
    )  # fmt: skip
    assert quick.step("approve").wait == 0
    assert [each.name for each in quick.steps][-1] == "praise"
    assert {(f.source, f.target) for f in quick.flows} == {
        ("enter", "check receipts"), ("check receipts", "enter"), ("check receipts", "approve"),
        ("approve", "pay"), ("pay", "close"), ("pay", "praise"),
    }  # fmt: skip
    assert [r.staff for r in quick.resources] == [3, 1, 1]
    assert [d.name for d in quick.demand] == ["urgent", "late"]
    assert claims.step("approve").wait == 30, "the first map is as it was"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"step": {}}, "step: there is no such part. Did you mean steps?"),
        ({"steps": ["enter"]}, "steps: ['enter'] tells no names."),
        ({"steps": {"entr": None}}, "steps, entr: it is not there to be taken out. "
                                    "Did you mean enter?"),
        ({"steps": {"enter": {"tme": 3}}}, "steps, enter, tme: there is no such field. "
                                           "Did you mean time?"),
        ({"steps": {"enter": 3}}, "steps, enter: 3 tells no changes."),
        ({"steps": {"enter": {"time": -3}}}, "row 1 (step enter), time: -3 min is below 0."),
        ({"flows": {("enter", "pay"): None}}, "flows, enter → pay: it is not there"),
        ({"flows": {"enter": {"label": "x"}}}, "flows, enter: 'enter' names none. Name a flow by"),
        ({"steps": {("enter", "pay"): {}}}, "steps, enter → pay: ('enter', 'pay') names none."),
        ({"steps": {"enter": {"name": "type"}}}, "steps, enter, name: there is no such field."),
    ],
)  # fmt: skip
def test_changes_that_are_none_are_explained(parts, message):
    assert message in complaint(datasets.load("expense_claims").changed, **parts)
