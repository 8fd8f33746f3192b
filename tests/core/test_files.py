"""A file is there whole or not at all."""

from __future__ import annotations

import pytest

from opstools.core.files import atomic_write


def test_what_was_there_stays_until_the_new_is_whole(tmp_path, monkeypatch):
    path = tmp_path / "grades.csv"
    atomic_write(path, "old")

    def cut_short(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.replace", cut_short)
    with pytest.raises(KeyboardInterrupt):
        atomic_write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_replaced_and_not_followed(tmp_path):
    target = tmp_path / "target"
    target.write_text("mine")
    link = tmp_path / "link"
    link.symlink_to(target)
    atomic_write(link, "new")
    assert target.read_text() == "mine"
    assert link.read_text() == "new"


def test_a_lone_surrogate_harms_nothing(tmp_path):
    atomic_write(tmp_path / "x", "a\ud800b")
    assert (tmp_path / "x").read_bytes() == b"a?b"
