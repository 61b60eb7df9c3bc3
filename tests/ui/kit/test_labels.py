"""Labels and tips: what servers and people write is shown as it is, and never taken for rich text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.ui.kit.labels import ElidedLabel, TagPill, plain

HOSTILE = '<img src="file:///etc/passwd"> <b>bold</b>'


def test_a_tip_shows_tags_as_text_and_loads_nothing(qtbot: QtBot) -> None:
    label = ElidedLabel(HOSTILE)
    qtbot.addWidget(label)
    assert label.toolTip().startswith("<qt>&lt;img")
    assert plain("1 < 2\n3") == "<qt>1 &lt; 2<br>3</qt>"
    assert plain("Norsk (no)") == "Norsk (no)"


def test_a_tag_is_text(qtbot: QtBot) -> None:
    pill = TagPill()
    qtbot.addWidget(pill)
    pill.set_tag("<b>x</b>")
    assert pill.textFormat() is Qt.TextFormat.PlainText


def test_a_label_gives_way_and_its_tip_says_the_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("a name that is\nmuch too long for its place")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.text() == label.toolTip() == "a name that is much too long for its place"
    assert label.minimumSizeHint().width() < 120
    whole, cut = label.sizeHint().width(), label.grab().toImage()
    label.resize(whole, 20)
    assert label.grab().toImage().copy(0, 0, 60, 20) != cut  # the ellipsis is gone
