"""Panes at the window's edges: the raw JSON, the history, the request log, the check-up of the setup."""
