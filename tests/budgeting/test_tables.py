"""Tables of budgeting, scorecard and funnel as spreadsheets of the field write them."""

import matplotlib.pyplot as plt
import openpyxl
import pytest
from helpers import complaint

from opstools import datasets
from opstools.budgeting import (
    BudgetedItems,
    Controls,
    Entries,
    Packages,
    control_matrix,
    limit_book,
)
from opstools.funnel import Stages, funnel
from opstools.scorecard import Indicators, Requests, adjust_targets, scorecard


@pytest.fixture
def file(tmp_path):
    def written(text, code="utf-8"):
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(code))
        return path

    return written


def test_a_scorecard_in_chinese_and_per_cent(file):
    rows = ("指标,权重,方向,目标值,完成值", "营收,30%,正向,100,95", "费用率,20%,逆向,12%,13.5 %",
            "满意度,50%,正向,90,")  # fmt: skip
    text = "\n".join(rows)
    found = scorecard(Indicators.from_csv(file(text, "gb18030")))
    assert found.scores["费用率"] == 0.875
    assert found.points == pytest.approx((30 * 95 + 20 * 87.5) / 50)


def test_per_cent_beside_plain_numbers_is_a_fault(file):
    text = "indicator,weight,target,actual\ncost,30%,12%,13.5\nsales,0.7,100,90\n"
    assert complaint(Indicators.from_csv, file(text)) == (
        "ProblemError: scorecard, 2 faults:\n"
        "  1. row 1 (indicator cost), target: '12%' is in per cent, 13.5 is not. "
        "Write target, actual and baseline alike.\n"
        "  2. weights: '30%' is in per cent, '0.7' is not. Write all weights alike."
    )


def test_decimal_commas_and_what_is_not_known(file):
    text = (
        "KPI;Weight;Better;Target;Actual\nsales;0,3;higher;1.000,5;980,49\ncosts;0,7;lower;12;n/a\n"
    )
    found = scorecard(Indicators.from_csv(file(text)))
    assert found.points == pytest.approx(98)
    assert found.missing == ("costs",)
    matrix = Controls.from_csv(file("risk;exposure;book\noverrun;100,5;0,9\n"))
    assert control_matrix(matrix).residual["overrun"] == pytest.approx(10.05)


def test_other_headings_of_the_field(file):
    items = BudgetedItems.from_csv(
        file("Product,Budget price,Budget qty,Actual price,Actual qty\ntea,10,600,11,500\n")
    )
    assert (items.budget, items.actual) == (6000, 5500)
    stages = Stages.from_csv(file("Step,Users,Target rate\nVisit,12400,\nClick,1240,12%\n"))
    assert stages.stages[1].target == 0.12
    near = complaint(BudgetedItems.from_csv, file("item,Std price\ntea,3\n"))
    assert "Did you mean Std price?" in near


def test_a_funnel_with_a_total_or_with_thousands(file):
    total = complaint(Stages.from_csv, file("阶段,人数\n访问,8000\n下单,270\n合计,8270\n"))
    assert "row 3 (stage 合计): 8,270 reached it, of 270 at 下单" in total
    assert total.endswith("and no totals.")
    thousands = complaint(Stages.from_csv, file('stage,count\nvisit,"12,400"\nclick,"1,240"\n'))
    assert "write 12400 or 12.400, as it is meant" in thousands


def test_a_limit_book_in_chinese(file):
    rows = ("部门,金额,种类,理由,签字", "市场,40,付款,展会,申请人、部门负责人",
            "市场,30,追加,延期,总经理", "市场,35,,,申请人")  # fmt: skip
    text = "\n".join(rows)
    book = limit_book(Entries.from_csv(
        file(text), limits={"市场": 50}, signatures=["申请人", "部门负责人"],
        extra_signatures=["总经理"]))  # fmt: skip
    assert book.left == {"市场": 40}
    assert book.outcomes[2].reason == "not signed by 部门负责人"


def test_requests_from_excel(tmp_path):
    from datetime import datetime

    sheet = openpyxl.Workbook()
    sheet.active.append(["indicator", "month", "target", "asked_on", "asked_by", "reason",
                         "approved_by"])  # fmt: skip
    sheet.active.append(["sales", datetime(2025, 6, 1), 90, datetime(2025, 4, 30), "Ann", "road",
                         "general manager"])  # fmt: skip
    sheet.save(tmp_path / "requests.xlsx")
    assert adjust_targets(Requests.from_csv(tmp_path / "requests.xlsx")).granted == (1,)


def test_packages_with_levels_that_a_spreadsheet_made_numbers(file):
    text = "Decision Package;Level;Costs;Benefit\nA;1;1.250,5;3\nA;2;2.250,5;5\nB;;500;2\n"
    packages = Packages.from_csv(file(text), budget=2000)
    assert [each.level for each in packages.levels] == ["1", "2", "1"]
    assert packages.levels[0].cost == 1250.5


def test_what_the_problems_draw():
    """Dots, pieces and cells stand where the figures are."""
    packages = datasets.load("decision_packages")
    dots = [xy for line in packages.plot().lines for xy in line.get_xydata().tolist()]
    assert dots == [[each.cost, each.benefit] for each in packages.levels]
    book = datasets.load("limit_month")
    pieces = [(p.get_x(), p.get_width()) for p in book.plot().patches]
    assert pieces == [(0, 40), (40, 50), (90, 70), (160, 70), (0, 25)]
    shades = [p.get_facecolor()[0] for p in datasets.load("spending_controls").plot().patches]
    effects = (0.9, 0.2, 0.3, 0, 0.8, 0.4, 0.1, 0.3, 0.7, 0, 0, 0)
    assert shades == pytest.approx([1 - 0.75 * effect for effect in effects])
    bars = datasets.load("article_funnel").plot().patches
    assert [p.get_width() for p in bars] == [n / 20000 for n in (20000, 1240, 1100, 96)]
    assert [p.get_x() for p in bars] == [-n / 40000 for n in (20000, 1240, 1100, 96)]
    line = datasets.load("target_requests").plot()
    assert len(line.patches) == 4
    assert not line.texts
    plt.close("all")


def test_a_funnel_told_by_a_series():
    import pandas as pd

    counts = pd.Series({"visit": 100, "order": 5})
    assert funnel(counts).overall == 0.05
