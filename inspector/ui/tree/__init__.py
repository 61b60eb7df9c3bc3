"""The property tree with its verbs: models, rows, cells, view, delegate, editors, clipboard, pins."""
