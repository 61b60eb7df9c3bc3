"""The property tree with its verbs: models, rows, cells, view, delegate, editors, selection, elements, clipboard, pins."""
