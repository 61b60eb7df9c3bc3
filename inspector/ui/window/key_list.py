"""Every key and what it does: those of the verbs, in menu order, then those of panes and fields."""

from __future__ import annotations

from PySide6.QtCore import Qt

from inspector.ui.defaults import picker
from inspector.ui.details import find_bar
from inspector.ui.find import filter_box
from inspector.ui.guide import window as guide
from inspector.ui.kit.keyboard import Binding, binding
from inspector.ui.kit.labels import without_key
from inspector.ui.tree import editors, view
from inspector.ui.window.menus import sequences, titles
from inspector.ui.window.verbs import verbs
from inspector.words.language import tr


def bindings() -> list[Binding]:
    """All of them, as they are on this system."""
    menus = {name: without_key(title) for name, title in titles().items()}
    of_verbs = [
        Binding(menus[verb.menu], verb.text, tuple(sequences(verb.keys)))
        for verb in verbs()
        if verb.keys is not None
    ]
    of_window = binding(tr("Window"), tr("Close the notice; clear the Filter"), Qt.Key.Key_Escape)
    return [
        *of_verbs,
        *view.keys(),
        *editors.keys(),
        *filter_box.keys(),
        *find_bar.keys(),
        *picker.keys(),
        of_window,
        *guide.keys(),
    ]
