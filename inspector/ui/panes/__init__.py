"""Panes at the window's edges: the raw JSON, the history, the request log."""
