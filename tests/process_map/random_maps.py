"""Maps made at random: loops, decisions, parallel branches, information, escalation."""

from __future__ import annotations

from typing import Any

import numpy as np

from opstools.process_map import ProcessMap, Step

WORDS = {
    "en": ["check the claim", "enter", "approve payment", "scan all documents of the client",
           "file", "call customer back", "assign", "close"],
    "zh": ["核对申请", "录入", "批准付款", "扫描客户全部资料并归档", "归档", "回访", "派单",
           "关闭工单处理"],
}  # fmt: skip
ROLES = {
    "en": ["Clerk", "Head of operations", "Duty officer", "Provincial engineer", "IT", "Finance",
           "Auditor", "Front desk", "Legal department", "Customer service", "Vendor", "Board"],
    "zh": ["柜员", "运营部主管", "值班人员", "省公司工程师", "信息部", "财务部", "审计", "前台",
           "法务部", "客服", "供应商", "董事会"],
}  # fmt: skip
LABELS = {
    "en": ("incomplete", "urgent", "needs development"),
    "zh": ("不完整", "紧急", "需要系统开发"),
}
SHAPES = ("task", "task", "document", "wait", "decision")
Way = tuple[Any, ...]


def random_map(seed: int, roles: int, steps: int, language: str = "en") -> ProcessMap:
    """A sound map with everything in it; the same seed gives the same map."""
    r = np.random.default_rng(seed)
    names = [f"{k + 1} {WORDS[language][r.integers(8)]}" for k in range(steps)]
    lanes = [ROLES[language][k if k < roles else r.integers(roles)] for k in range(steps)]
    told = [
        Step(
            name, (lane,), (ROLES[language][0],), time=int(r.integers(0, 30)),
            kind=["value-adding", "necessary", "waste"][r.integers(3)],
            shape=SHAPES[r.integers(len(SHAPES))],
        )
        for name, lane in zip(names, lanes, strict=True)
    ]  # fmt: skip
    resources = dict.fromkeys(ROLES[language][:roles], 2)
    flows = _ways(names, r, LABELS[language])
    taken = {way[:2] for way in flows}
    flows += [way for way in _beside(names) if way[:2] not in taken]
    return ProcessMap(tuple(told), flows=flows, resources=resources, demand={"items": 1},
                      title=f"map {seed}")  # fmt: skip


def _ways(names: list[str], r: Any, labels: tuple[str, str, str]) -> list[Way]:
    """One piece after another: a flow, a decision with a loop, two branches, three exits."""
    ways, k, main = list[Way](), 0, list[int]()
    while k < len(names) - 1:
        kind, here = int(r.integers(6)), names[k]
        main.append(k)  # no loop leads into a branch
        if kind == 3 and k:
            back = names[int(r.choice(main[-4:-1]))]
            ways += [(here, back, 0.2, "push", labels[0]), (here, names[k + 1], 0.8, "push", "ok")]
            k += 1
        elif kind == 4 and k < len(names) - 3:
            one, two, end = names[k + 1 : k + 4]
            ways += [(here, one), (here, two), (one, end), (two, end)]
            k += 3
        elif kind == 5 and k < len(names) - 3:
            one, two, end = names[k + 1 : k + 4]
            ways += [(here, one, 0.5, "push", labels[1]), (here, two, 0.3, "push", labels[2]),
                     (here, end, 0.2), (one, end, None, "pull"), (two, end)]  # fmt: skip
            k += 3
        else:
            ways.append((here, names[k + 1]))
            k += 1
    return ways


def _beside(names: list[str]) -> list[Way]:
    """A message over the whole map, and an escalation, where no other flow runs."""
    first, middle, late, last = names[0], names[len(names) // 2], names[-2], names[-1]
    return [
        (first, last, None, "information", "notice"),
        (middle, late, None, "escalation", "", 30),
    ]
