"""How fast the program is, measured side by side with what it is to be compared with: see `__main__.py`."""
