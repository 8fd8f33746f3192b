"""What a student feels: from a key on a slider to the changed picture, in a real browser."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .measure import Options, Row, Table, duration

TARGET = 0.100  # seconds, median
CELLS = {
    "proven optimum": "line_balancing.fewest_stations(line.replace(cycle_time=cycle_time))",
    "priority rule": "line_balancing.longest_task_time(line.replace(cycle_time=cycle_time))",
}
MOVES = """async ([box, moves]) => {
    const picture = () => box.querySelector('figure.opstools-figure img');
    const handle = box.querySelector('.noUi-handle');
    const felt = [];
    for (let k = 0; k < moves; k++) {
        const before = picture().src, start = performance.now();
        const key = k % 12 < 6 ? 'ArrowRight' : 'ArrowLeft';
        handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
        while (picture().src === before) await new Promise(done => setTimeout(done, 1));
        await picture().decode();
        felt.push((performance.now() - start) / 1000);
        await new Promise(done => setTimeout(done, 300));
    }
    return felt;
}"""


def tables(options: Options) -> Iterator[Table]:
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from browser.lab import browser_path

    if not browser_path():
        yield Table("Felt speed of explorers", (), "No browser: not measured.", True)
        return
    rows = []
    for name, felt in _measured(12 if options.quick else 36).items():
        felt = sorted(felt)
        rows.append(Row(f"{name}, median", felt[len(felt) // 2]))
        rows.append(Row(f"{name}, worst", felt[-1]))
    median = max(row.seconds for row in rows if "median" in row.contender)
    verdict = "met" if median < TARGET else "MISSED"
    note = f"Target: a median below {duration(TARGET)}: {verdict}."
    yield Table("From a key on the slider to the new picture, 11 tasks", tuple(rows), note,
                median < TARGET)  # fmt: skip


def _measured(moves: int) -> dict[str, list[float]]:
    """The notebook below, opened in JupyterLab; each of its explorers moved by keys."""
    import nbformat
    from browser.lab import Chapter, browse
    from browser.server import serve

    head = "from opstools import datasets, line_balancing\nfrom opstools.explore import explore\n"
    head += "line = datasets.load('jackson')"
    texts = [head, *(f"explore(lambda cycle_time=12: {call}, cycle_time=(8, 24))"
                     for call in CELLS.values())]  # fmt: skip
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in texts])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    with tempfile.TemporaryDirectory() as folder:
        nbformat.write(notebook, Path(folder, "felt.ipynb"))
        with serve(Path(folder)) as server, browse() as context:
            chapter = Chapter(context.new_page(), server).open("felt.ipynb").run_all()
            return {
                name: chapter.page.evaluate(MOVES, [explorer.box.element_handle(), moves])
                for name, explorer in zip(CELLS, chapter.explorers(), strict=True)
            }
