"""A real JupyterLab in a real browser: a server, a chapter opened in it, an explorer used by hand.

python -m tests.browser.lab NOTEBOOK.ipynb OUT.png          one full-length picture
python -m tests.browser.lab NOTEBOOK.ipynb OUT.png --pages  OUT-1.png, … (2000 px each)
"""

import argparse
import re
import shutil
import sys
import time
import urllib.error
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from .server import Server, notebooks_folder, serve

WIDTH, HEIGHT = 1100, 900
PAGE_HEIGHT = 2000
TALLEST_WINDOW = 8000  # pixels; longer notebooks are photographed in slices of this height
WITHOUT_TOOLBAR = ".jp-cell-toolbar { display: none }"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class NotebookFailed(AssertionError):
    """The notebook does not do in a browser what its reader needs it to do."""


# --- the browser -----------------------------------------------------------------------------


def browser_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "msedge")
    found = (shutil.which(name) for name in ("/usr/bin/chromium", *names))
    return next(filter(None, found), None)


@contextmanager
def browse():
    """A browser context (pages in it share the cache, so only the first one loads JupyterLab)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=CHROMIUM_ARGUMENTS
        )
        try:
            context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
            context.set_default_timeout(15_000)
            yield context
        finally:
            browser.close()


# --- a notebook ------------------------------------------------------------------------------

# The page stays: loading JupyterLab takes longer than a chapter's kernel does.
OPEN = """async path => {
    const opened = await jupyterapp.commands.execute('docmanager:open', {path});
    await opened.sessionContext.ready;
    await opened.sessionContext.session.kernel.info;
    jupyterapp.shell.activateById(opened.id);
    await opened.revealed;
}"""
CLOSE = """async () => {
    for (const each of [...jupyterapp.shell.widgets('main')].filter(each => each.context)) {
        await each.sessionContext?.shutdown();
        each.dispose();
    }
}"""

# Errors in a widget's callback reach no cell: they are heard on the kernel's own channel.
LISTEN = """() => {
    window.callbackErrors = [];
    window.pageChanges = 0;
    const count = changes => { pageChanges += changes.length };
    new MutationObserver(count).observe(
        jupyterapp.shell.currentWidget.content.node,
        {subtree: true, childList: true, attributes: true, characterData: true});
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    kernel.iopubMessage.connect((_, message) => {
        if (message.parent_header.msg_type !== 'comm_msg') return;
        if (message.header.msg_type === 'error')
            callbackErrors.push(message.content.traceback.join('\\n'));
        // Lab asks each kernel for its widgets; without ipywidgets it answers 'No such comm'.
        if (message.header.msg_type === 'stream' && message.content.name === 'stderr'
            && !message.content.text.startsWith('No such comm'))
            callbackErrors.push(message.content.text);
    });
}"""

KERNEL_IDLE = (
    "() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
)

# What Run All has done so far. Blank cells never get a number; a cell tagged `raises-exception`
# (the classic mistake, shown) is meant to fail.
STUDENTS_TASK = ("ProblemError", "Infeasible")
PROGRESS = """but => {
    const cells = jupyterapp.shell.currentWidget.content.widgets
        .map((cell, index) => [cell.model, index])
        .filter(([model, _]) => model.type === 'code' && model.sharedModel.getSource().trim());
    return {
        waiting: cells.filter(([model, _]) => model.executionCount === null).map(([_, i]) => i),
        errors: cells
            .filter(([model, _]) => !(model.getMetadata('tags') ?? []).includes('raises-exception'))
            .flatMap(([model, i]) => Array.from({length: model.outputs.length})
                .map((_, k) => model.outputs.get(k))
                .filter(output => output.type === 'error').map(output => output.toJSON())
                .filter(output => !but.includes(output.ename))
                .map(output => `cell ${i}: ` + output.traceback.join('\\n'))),
    };
}"""


WRITE = """([marker, source]) => {
    const notebook = jupyterapp.shell.currentWidget.content;
    const at = notebook.widgets.findIndex(cell =>
        cell.model.type === 'code' && cell.model.sharedModel.getSource().includes(marker));
    notebook.activeCellIndex = at;
    notebook.widgets[at].model.sharedModel.setSource(source);
}"""
OUTPUT = """marker => jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === 'code'
        && cell.model.sharedModel.getSource().includes(marker))
    .flatMap(cell => cell.model.outputs.toJSON())
    .map(output => [output.text, output.evalue, (output.data ?? {})['text/plain']].join(' '))
    .join(' ')"""


class Chapter:
    """A notebook open in JupyterLab, as a student has it."""

    def __init__(self, page, server: Server):
        self.page, self.server = page, server
        self.console_errors: list[str] = []
        self.page.on("pageerror", self._hear_error)
        self.page.on("console", self._hear)

    def _hear_error(self, error):
        self.console_errors.append(str(error))

    def _hear(self, message):
        if message.type == "error":
            self.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def open(self, name: str) -> "Chapter":
        self.name = name
        try:
            self.server.ask(f"/api/contents/{quote(name)}?content=0")
        except urllib.error.HTTPError:
            raise NotebookFailed(f"{name}: there is no such notebook to open.") from None
        if not self.page.url.startswith(self.server.url):
            self.page.goto(f"{self.server.url}/doc?reset&token={self.server.token}")
            self.page.wait_for_function("window.jupyterapp?.restored.then(() => true)")
        self.page.evaluate(OPEN, name)
        self._wait(lambda: self.page.evaluate(KERNEL_IDLE), "the kernel to start")
        self.page.evaluate(LISTEN)
        return self

    def run_all(self, seconds: float = 120, but: tuple[str, ...] = STUDENTS_TASK) -> "Chapter":
        """Run every cell; errors of the kinds `but` are what an exercise says before it is done."""
        self.but = but
        run = "name => void jupyterapp.commands.execute(name)"
        self.page.evaluate(run, "notebook:clear-all-cell-outputs")
        self.page.evaluate(run, "notebook:run-all-cells")
        self._wait(self._has_run, "every cell to run", seconds)
        self.settle()
        if errors := self.errors():
            raise NotebookFailed(f"{self.name}: " + "\n".join(errors))
        return self

    def _has_run(self) -> bool:
        progress = self.page.evaluate(PROGRESS, list(self.but))
        if progress["errors"]:
            raise NotebookFailed(f"{self.name}, " + _plain("\n".join(progress["errors"])))
        return not progress["waiting"] and self.page.evaluate(KERNEL_IDLE)

    def errors(self) -> list[str]:
        """What went wrong outside the cells: callbacks, Output widgets, the browser's console."""
        callbacks = self.page.evaluate("window.callbackErrors")
        shown = self.page.locator(
            ".jupyter-widgets [data-mime-type='application/vnd.jupyter.error']"
        )
        return [_plain(text) for text in callbacks + shown.all_inner_texts()] + self.console_errors

    def write(self, marker: str, source: str) -> None:
        """Put a source into the cell that holds `marker`, and run it."""
        self.page.evaluate(WRITE, [marker, source])
        run = "name => void jupyterapp.commands.execute(name)"
        self.page.evaluate(run, "notebook:run-cell")
        self.page.wait_for_timeout(100)
        self.settle()

    def output(self, marker: str) -> str:
        """What the cell that holds `marker` shows, as text."""
        return str(self.page.evaluate(OUTPUT, marker))

    def explorer(self, n: int = 0, having: str = "*") -> "Explorer":
        """The n-th explorer, or the n-th of those that hold `having` (a selector)."""
        holder = self.page.locator(".opstools-explorer", has=self.page.locator(having))
        return Explorer(self, holder.nth(n))

    def explorers(self) -> list["Explorer"]:
        return [self.explorer(n) for n in range(self.page.locator(".opstools-explorer").count())]

    def settle(self):
        """Until the kernel is idle and the page has stopped changing."""
        before = None
        while (now := self.page.evaluate("pageChanges")) != before:
            before = now
            self.page.wait_for_timeout(150)
            self._wait(lambda: self.page.evaluate(KERNEL_IDLE), "the kernel to finish")

    def screenshot(self, path, page_height: int | None = None) -> list[Path]:
        """The whole notebook in one picture, or OUT-1.png, OUT-2.png, … of `page_height` pixels."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = self._photograph()
        if page_height is None:
            picture.save(path)
            return [path]
        pages = []
        for top in range(0, picture.height, page_height):
            pages.append(path.with_stem(f"{path.stem}-{len(pages) + 1}"))
            bottom = min(top + page_height, picture.height)
            picture.crop((0, top, picture.width, bottom)).save(pages[-1])
        return pages

    def _photograph(self):
        """Make the window as high as the notebook, or scroll a very long one past in slices."""
        from PIL import Image  # like playwright: needed here only, so a bare environment can skip

        scroller = self.page.locator(".jp-WindowedPanel-outer")
        content = scroller.evaluate("panel => panel.scrollHeight")
        furniture = HEIGHT - scroller.evaluate("panel => panel.clientHeight")
        height = min(content, TALLEST_WINDOW)
        self.page.set_viewport_size({"width": WIDTH, "height": height + furniture})
        self.settle()
        content = scroller.evaluate("panel => panel.scrollHeight")
        picture = Image.new("RGB", (WIDTH, content), "white")
        for top in [*range(0, content - height, height), max(0, content - height)]:
            scroller.evaluate("(panel, top) => { panel.scrollTop = top }", top)
            self.page.wait_for_timeout(100)
            slice_ = scroller.screenshot(animations="disabled", style=WITHOUT_TOOLBAR)
            picture.paste(Image.open(BytesIO(slice_)), (0, top))
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        return picture

    def close(self):
        """End the notebooks and their kernels; the page stays open for the next one."""
        self.page.remove_listener("pageerror", self._hear_error)
        self.page.remove_listener("console", self._hear)
        self.page.evaluate(CLOSE)
        self.server.stop_kernels()

    def _wait(self, ready, what: str, seconds: float = 30):
        end = time.monotonic() + seconds
        while not ready():
            self._accept_dialogs()
            if time.monotonic() > end:
                raise NotebookFailed(f"{self.name}: waited {seconds:g} s for {what}.")
            self.page.wait_for_timeout(50)

    def _accept_dialogs(self):
        accept = self.page.locator(".jp-Dialog .jp-mod-accept")
        if accept.count():
            accept.last.click()


# --- an explorer -----------------------------------------------------------------------------


class State(NamedTuple):
    picture: str
    summary: str


class Explorer:
    """Controls beside a picture, a sentence and a table. Controls are counted from 0."""

    NUMBER_BOXES = "input[type=number], .widget-text input"
    # ipywidgets names a box without description "null", and an icon counts as a private-use letter.
    A_NAME = re.compile(r"^(?!null$).*[^\s\uE000-\uF8FF]")

    def __init__(self, chapter: Chapter, box):
        self.chapter, self.page, self.box = chapter, chapter.page, box

    def picture(self) -> str:
        image = self.box.locator("figure.opstools-figure img")
        return image.first.get_attribute("src") if image.count() else ""

    def summary(self) -> str:
        return self.box.locator(".opstools-summary").first.inner_text()

    def table(self) -> str:
        return self.box.locator("table").first.inner_text()

    def state(self) -> State:
        return State(self.picture(), self.summary())

    def wait_for_any_change(self, before: State, seconds: float = 10) -> State:
        """Until something differs from `before` and the redrawing has ended."""
        self.chapter._wait(lambda: self.state() != before, "the explorer to change", seconds)
        self.chapter.settle()
        return self.state()

    def drag_slider(self, k: int, dx: float):
        handle = self.box.locator(".noUi-handle").nth(k)
        handle.scroll_into_view_if_needed()
        at = handle.bounding_box()
        x, y = at["x"] + at["width"] / 2, at["y"] + at["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx, y, steps=8)
        self.page.mouse.up()

    def press_key(self, k: int, key: str):
        """A key on the k-th slider, such as "ArrowRight"."""
        self.box.locator(".noUi-handle").nth(k).press(key)

    def press(self, button: str):
        self.box.get_by_role("button", name=button, exact=True).click()

    def number(self, k: int) -> str:
        return self.box.locator(self.NUMBER_BOXES).nth(k).input_value()

    def set_number(self, k: int, value):
        number = self.box.locator(self.NUMBER_BOXES).nth(k)
        number.fill(str(value))
        number.press("Tab")  # leaving the box is what commits it

    def choose(self, k: int, label: str):
        self.box.locator("select").nth(k).select_option(label=label)

    def nameless_controls(self) -> list[str]:
        """Number boxes, menus and buttons that a screen reader could not announce."""
        nameless = []
        for role in ("spinbutton", "textbox", "combobox", "checkbox", "button"):
            named = self.box.get_by_role(role, name=self.A_NAME)
            for control in self.box.get_by_role(role).all():
                if not control.and_(named).count():
                    nameless.append(control.evaluate("node => node.outerHTML"))
        return nameless


def _plain(text: str) -> str:
    """A traceback without its terminal colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


# --- looking at a notebook while writing it --------------------------------------------------


def main(arguments=None) -> int:
    parser = argparse.ArgumentParser(description="Run a notebook in JupyterLab and photograph it.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--pages", action="store_true", help="OUT-1.png, … of 2000 pixels each")
    options = parser.parse_args(arguments)
    notebook = options.notebook.resolve(strict=True)
    course = notebooks_folder().resolve()
    folder = course if notebook.is_relative_to(course) else notebook.parent
    with serve(folder) as server, browse() as context:
        chapter = Chapter(context.new_page(), server).open(notebook.relative_to(folder).as_posix())
        try:
            chapter.run_all()
            failure = None
        except NotebookFailed as error:
            failure = error
        for page in chapter.screenshot(options.picture, PAGE_HEIGHT if options.pages else None):
            print(page)
    if failure:
        print(failure, file=sys.stderr)
    return 1 if failure else 0


if __name__ == "__main__":
    sys.exit(main())
