"""The property tree with its verbs: model, rows, cells, view, delegate, editors, selection, elements, pins."""
