"""Every link of the built site leads somewhere, and nothing is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {"script", "img", "link", "source", "iframe", "video", "audio", "object", "embed"}


class _Page(HTMLParser):
    """What a page links to, with the tag that does, its anchors, and pictures without words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.anchors: set[str] = {""}
        self.mute: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        self.anchors |= {found[name] for name in ("id", "name") if name in found}
        self.links += [(tag, found[name]) for name in ("href", "src") if found.get(name)]
        if tag == "img" and not found.get("alt", "").strip():
            self.mute.append(found.get("src", "")[:60])


def faults(site: Path) -> list[str]:
    """One sentence for each link that breaks, file from outside and picture without words."""
    pages = {path.resolve(): _Page(path) for path in site.rglob("*.html")}
    return [f"{path.relative_to(site.resolve())}: {fault}"
            for path, page in pages.items() for fault in _of(path, page, pages)]  # fmt: skip


def _of(path: Path, page: _Page, pages: dict[Path, _Page]) -> Iterator[str]:
    yield from (f"the picture {source} has no text alternative" for source in page.mute)
    for tag, link in page.links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            if tag in LOADED and parts.scheme != "data":
                yield f"{link} is fetched from outside"
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if target.is_dir():
            target /= "index.html"
        if not target.exists():
            yield f"{link} leads nowhere"
        elif target in pages and unquote(parts.fragment) not in pages[target].anchors:
            yield f"{link} leads to a page without that place"
