"""Exercises as exported, for the tests of it: written, checked, paired with their questions."""

from __future__ import annotations

import zipfile

import pytest
from classroom import of_each_kind
from coursework.platforms import QTI21
from coursework.samples import FIRST, SECOND
from coursework.structure import check_moodle, check_qti12, check_qti21

from opstools.core import ProblemError
from opstools.coursework import (
    export_moodle,
    load,
)
from opstools.coursework.platforms.export import drawn_variants
from opstools.coursework.platforms.markup import clean
from opstools.coursework.platforms.qti import export_qti

# The two samples hold every kind of question; the course's own exercises take longer.
OWN = [pytest.param(load(folder), marks=pytest.mark.slow) for folder in of_each_kind()]
BOTH = pytest.mark.parametrize("exercise", [FIRST, SECOND, *OWN], ids=lambda each: each.name)
N = 3


def from_moodle(exercise, folder, **settings):
    path = export_moodle(exercise, **{"variants": N, **settings}, out=folder / "questions.xml")
    return check_moodle(path.read_bytes())


def from_qti(exercise, folder, **settings):
    path = export_qti(exercise, **{"variants": N, **settings}, out=folder / "package.zip")
    check = check_qti12 if settings.get("version") == "1.2" else check_qti21
    with zipfile.ZipFile(path) as package:
        return check(package)


def pairs(exercise, written):
    """Every written item with its question and data, in the order of the file."""
    drawn = drawn_variants(exercise, N, None)
    expected = [(question, each.data) for question in exercise.questions for each in drawn]
    return zip(expected, written, strict=True)


def judged(question, answer, data):
    """Share and sentence of the question itself; what it cannot read earns nothing."""
    try:
        said = question.judge(answer, data)
    except ProblemError:
        return 0.0, None
    return said.share, said.message


def choices(item):
    """What can be chosen in a QTI 2.1 item -> its identifier."""
    return {each.text: each.get("identifier") for each in item.iter(f"{QTI21}simpleChoice")}


def as_read(sentence):
    """A sentence after HTML and XML: blanks at the ends and forbidden characters are gone."""
    return clean(sentence).strip()
