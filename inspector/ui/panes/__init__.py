"""Panes beside the tree: the raw JSON and the request log."""
