"""What CONTRIBUTING.md tells to do works: a rule is one function in one file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHECK = """
import json, opstools
from opstools import catalogue, datasets, line_balancing
table = line_balancing.compare(datasets.load("boeing_wing"))
line = datasets.load("boeing_wing")
print(json.dumps({
    "package": opstools.__file__,
    "compared": sorted(set(table["rule"])),
    "ties": sorted(set(table["ties"])),
    "methods": list(catalogue.methods("line_balancing")),
}))
"""


def rule_of_the_guide() -> str:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = guide.split("## Add a priority rule", 1)[1]
    return re.search(r"```python\n(.*?)```", section, re.DOTALL)[1]


def test_a_new_rule_is_picked_up_everywhere(tmp_path):
    copy = tmp_path / "opstools"
    shutil.copytree(ROOT / "opstools", copy, ignore=shutil.ignore_patterns("__pycache__"))
    rules = copy / "line_balancing" / "rules.py"
    rule = rule_of_the_guide()
    name = re.search(r"def (\w+)", rule)[1]
    before, names, after = rules.read_text(encoding="utf-8").partition("\n\nRULES: ")
    rules.write_text(f"{before}\n\n{rule}{names}{after}", encoding="utf-8")
    found = run([sys.executable, "-c", CHECK], tmp_path)
    assert str(tmp_path) in found
    for part in ("compared", "ties", "methods"):
        assert f'"{part}": [' in found
    assert found.count(f'"{name}"') == 3
    listed = run([sys.executable, "-m", "opstools.cli", "list", "line_balancing"], tmp_path)
    assert f"  {name} (ties)" in listed
    solve = ["solve", "line_balancing", "jackson", "--method", name]
    assert "stations at a cycle time of 10 min" in run(
        [sys.executable, "-m", "opstools.cli", *solve], tmp_path
    )


def test_the_rule_of_the_guide_says_what_the_recipe_asks():
    for part in ("Source:", "`ProblemError`", ">>> "):
        assert part in rule_of_the_guide()


def run(command, folder) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
