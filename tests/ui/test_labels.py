from PySide6.QtWidgets import QLabel

from inspector.ui.labels import ElidedLabel, plain


def test_a_tip_shows_tags_as_text_and_loads_nothing(qtbot):
    label = ElidedLabel('<img src="file:///etc/passwd"> <b>bold</b>')
    qtbot.addWidget(label)
    probe = QLabel(label.toolTip())
    qtbot.addWidget(probe)
    assert label.toolTip().startswith("<qt>&lt;img")
    assert plain("1 < 2\n3") == "<qt>1 &lt; 2<br>3</qt>"
    assert plain("Norsk (no)") == "Norsk (no)"
