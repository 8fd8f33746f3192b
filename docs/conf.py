"""How Sphinx builds the site. Nothing is fetched from outside, then or when it is read."""

import re
from typing import Any

from sphinx.application import Sphinx

import opstools

project = "opstools"
version = release = opstools.__version__
html_title = "opstools"
copyright = "opstools contributors, MIT licence"

extensions = ["myst_nb", "sphinx.ext.autodoc", "docs.formulas"]
myst_enable_extensions = ["dollarmath", "deflist", "colon_fence"]
myst_heading_anchors = 3
myst_heading_slug_func = "docs.pages.anchor"

# Chapters and exercises run as a student would run them. An error that is not meant ends the build.
nb_execution_mode = "force"
nb_execution_timeout = 120
nb_execution_raise_on_error = True
nb_merge_streams = True
# Explorers need a running Python; their text/html is the picture as it stands at the beginning.
nb_mime_priority_overrides = [("html", "application/vnd.jupyter.widget-view+json", None)]
nb_ipywidgets_js = {}
nb_render_error_lexer = "text"  # our errors are sentences
suppress_warnings = ["mystnb.unknown_mime_type"]  # what `sheet.answer` tells the grader

default_role = "py:obj"  # `names` in docstrings lead to what they name, where it is described
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
maximum_signature_line_length = 80
add_module_names = False
toc_object_entries_show_parents = "hide"
# An example's expected output is written for doctest, which the tests run.
trim_doctest_flags = True

html_theme = "furo"
html_math_renderer = "mathml"
html_static_path = ["theme"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": True}


def _as_written(
    _: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]
) -> None:
    """Docstrings are written for `help()`: a * or | in a sentence is just that."""
    example = False
    for number, line in enumerate(lines):
        example = bool(line.strip()) and (example or line.lstrip().startswith(">>>"))
        if not example:
            lines[number] = re.sub(r"([*|])", r"\\\1", line)


def setup(app: Sphinx) -> None:
    """Sphinx asks for this."""
    app.connect("autodoc-process-docstring", _as_written)
