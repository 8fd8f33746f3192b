"""All rooms of a house as three tables: needs, requirements, relationships; in and out of files."""

from __future__ import annotations

import os
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..core import Faults, fail
from ..core.numbers import quoted
from ..core.reader import read_table
from ..core.table import name

if TYPE_CHECKING:
    import pandas as pd

    from .problem import House

H = TypeVar("H", bound="House")
TABLES = ("needs", "requirements", "relationships")
NEEDS = ("need", "weight", "group", "kano")
HOWS = ("requirement", "direction", "unit", "target", "difficulty", "cost", "roof")
FORMS = (
    "Give a folder of needs.csv, requirements.csv and relationships.csv, a .toml or an .xlsx file."
)
PARTS, TELLS = ";", ":"


def tables_of(house: House) -> dict[str, pd.DataFrame]:
    """The three tables of a house; competitors stand in further columns of the first two."""
    import pandas as pd

    n, m = len(house.needs), len(house.requirements)
    needs: dict[str, Any] = {
        "need": house.needs,
        "weight": house.weights,
        "group": house.groups or [""] * n,
        "kano": house.kano,
    }
    needs |= _columns(house.perceptions)
    roof: dict[str, list[str]] = {how: [] for how in house.requirements}
    for one, other, mark in house.roof:
        roof[one].append(f"{other}{TELLS} {mark}")
    hows: dict[str, Any] = {
        "requirement": house.requirements,
        "direction": house.directions,
        "unit": house.units or [""] * m,
        "target": house.targets or [""] * m,
        "difficulty": house.difficulty or [""] * m,
        "cost": house.costs or [""] * m,
        "roof": [f"{PARTS} ".join(each) for each in roof.values()],
    }
    hows |= _columns(house.benchmarks)
    relationships = house.to_frame().drop(columns="weight")
    return {
        "needs": pd.DataFrame(needs),
        "requirements": pd.DataFrame(hows),
        "relationships": relationships,
    }


def _columns(table: Any) -> dict[str, list[Any]]:
    if table is None:
        return {}
    return {name: [row[k] for row in table.cells] for k, name in enumerate(table.columns)}


def house_of(kind: type[H], tables: dict[str, pd.DataFrame], **more: Any) -> H:
    """A house from its three tables; what is blank in all rows is left out."""
    faults = Faults(kind.subject)
    needs, hows = (_plain(tables[each]) for each in TABLES[:2])
    for table, column in ((needs, "need"), (needs, "weight"), (hows, "requirement")):
        if column not in table:
            faults.add(f"column {column}", "it is missing", f"Name it {column}.")
    faults.raise_any()
    whats, requirements = list(map(name, needs["need"])), list(map(name, hows["requirement"]))
    settings: dict[str, Any] = {
        "weights": dict(zip(whats, needs["weight"], strict=True)),
        "perceptions": _competitors(needs, NEEDS, whats),
        "benchmarks": _competitors(hows, HOWS, requirements),
    }
    for what, column, table, names in (
        ("groups", "group", needs, whats),
        ("kano", "kano", needs, whats),
        ("directions", "direction", hows, requirements),
        ("units", "unit", hows, requirements),
        ("targets", "target", hows, requirements),
        ("difficulty", "difficulty", hows, requirements),
        ("costs", "cost", hows, requirements),
    ):
        told = table[column].tolist() if column in table else []
        if any(name(each) for each in told):
            settings[what] = dict(zip(names, told, strict=True))
    settings["roof"] = _roof(hows, requirements, faults)
    faults.raise_any()
    given = {word: value for word, value in settings.items() if value is not None}
    return kind.from_frame(tables["relationships"], **given, **more)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Headings in small letters where they are ours; blanks as such."""
    known = {*NEEDS, *HOWS}
    heads = [
        low if (low := name(each).casefold()) in known else name(each) for each in table.columns
    ]
    return table.set_axis(heads, axis=1).astype(object).where(table.notna().to_numpy(), "")


def _competitors(table: pd.DataFrame, own: tuple[str, ...], names: list[str]) -> Any:
    import pandas as pd

    others = [each for each in table.columns if each not in own]
    if not others:
        return None
    cells = table[others].replace("", None)
    return pd.DataFrame(cells.to_numpy(), names, others)


def _roof(hows: pd.DataFrame, names: list[str], faults: Faults) -> list[tuple[str, str, str]]:
    """Pairs as they stand in the column roof: "door seal: --; mass: +"."""
    found = []
    for one, cell in zip(names, hows.get("roof", []), strict=False):
        for part in filter(None, (each.strip() for each in name(cell).split(PARTS))):
            other, colon, mark = part.rpartition(TELLS)
            if not colon:
                remedy = "Write the other requirement, a colon and the mark, as door seal: --."
                faults.add(f"roof of {one}", f"{quoted(part)} is no pair", remedy)
            else:
                found.append((one, other.strip(), mark.strip()))
    return found


def read_rooms(kind: type[H], path: str | Path) -> H:
    """A house from a folder, a TOML file or a workbook."""
    try:
        file = Path(path)
        there = file.exists()
    except (TypeError, ValueError, OSError):
        fail(kind.subject, quoted(path), "it is no path", FORMS)
    if not there:
        fail(kind.subject, str(path), "there is no such file", FORMS)
    if file.is_dir():
        tables = {each: read_table(file / f"{each}.csv", kind.subject) for each in TABLES}
        return house_of(kind, tables)
    if file.suffix == ".toml":
        return _from_toml(kind, file)
    if file.suffix == ".xlsx":
        return house_of(kind, _sheets(kind, file))
    fail(kind.subject, str(path), f"{file.suffix or 'such'} files are not read", FORMS)


def _sheets(kind: type[House], file: Path) -> dict[str, pd.DataFrame]:
    import pandas as pd

    try:
        sheets = pd.read_excel(
            file, sheet_name=None, dtype=object, keep_default_na=False, na_values=[""]
        )
    except Exception as error:  # a damaged workbook fails in many ways
        problem = f"it cannot be read as Excel ({type(error).__name__})"
        fail(kind.subject, str(file), problem, "Open it in the spreadsheet and save it again.")
    found = {name(sheet).casefold(): table for sheet, table in sheets.items()}
    missing = [each for each in TABLES if each not in found]
    if missing:
        fail(
            kind.subject,
            str(file),
            f"it has no sheet {missing[0]}",
            f"Name the sheets {', '.join(TABLES)}.",
        )
    return {each: found[each] for each in TABLES}


def _from_toml(kind: type[H], file: Path) -> H:
    import pandas as pd

    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fail(kind.subject, str(file), f"it cannot be read as TOML ({error})", "Correct the line.")
    faults = Faults(kind.subject)
    for each in TABLES:
        if not isinstance(given.get(each), list) or not all(
            isinstance(r, dict) for r in given[each]
        ):
            faults.add(each, "it is no list of tables", f"Write [[{each}]] before each.")
    faults.raise_any()
    more = {
        key: value for key, value in given.items() if key in ("title", "money", "group_weights")
    }
    tables = {each: pd.DataFrame(given[each]) for each in TABLES}
    # A blank cell is left out in TOML, and with it perhaps the heading or its place in the order.
    marks, heads = tables["relationships"], ["need", *tables["requirements"].get("requirement", [])]
    others = [each for each in marks.columns if each not in heads]
    tables["relationships"] = marks.reindex(columns=[*heads, *others]).fillna("")
    return house_of(kind, tables, **more)


def write_rooms(house: House, path: str | Path, overwrite: bool) -> Path:
    """Three CSV files in a folder, or one TOML or Excel file; nothing is replaced unasked."""
    target = Path(path)
    tables = tables_of(house)
    if target.suffix == ".toml":
        return _replace(target, _toml(house, tables).encode(), overwrite)
    if target.suffix == ".xlsx":
        import pandas as pd

        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder, "house.xlsx")
            with pd.ExcelWriter(book) as writer:
                for each, table in tables.items():
                    table.to_excel(writer, sheet_name=each, index=False)
            return _replace(target, book.read_bytes(), overwrite)
    target.mkdir(parents=True, exist_ok=True)
    for each in tables:
        _check_free(target / f"{each}.csv", overwrite)
    for each, table in tables.items():
        _replace(target / f"{each}.csv", table.to_csv(index=False).encode("utf-8-sig"), True)
    return target


def _check_free(path: Path, overwrite: bool) -> None:
    if path.exists() and not overwrite:
        fail("house", str(path), "there is such a file", "Take another name, or overwrite=True.")


def _replace(path: Path, content: bytes, overwrite: bool) -> Path:
    """Write beside, then move into place, so that no half file is left."""
    _check_free(path, overwrite)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(beside).replace(path)
    return path


def _toml(house: House, tables: dict[str, pd.DataFrame]) -> str:
    lines = [f"title = {_value(house.title)}", f"money = {_value(house.money)}"]
    if house.group_weights:
        told = ", ".join(f"{_value(group)} = {weight}" for group, weight in house.group_weights)
        lines.append(f"group_weights = {{ {told} }}")
    for each, table in tables.items():
        for row in table.to_dict("records"):
            lines += ["", f"[[{each}]]"]
            lines += [
                f"{_value(str(key))} = {_value(cell)}"
                for key, cell in row.items()
                if cell is not None and cell == cell and cell != ""
            ]
    return "\n".join([*lines, ""])


def _value(cell: Any) -> str:
    """A cell as TOML writes it."""
    import json

    if hasattr(cell, "item"):
        cell = cell.item()
    return (
        str(cell) if isinstance(cell, (int, float)) else json.dumps(str(cell), ensure_ascii=False)
    )
