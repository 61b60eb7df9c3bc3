"""One window: its parts, menus, verbs and notices, and the wiring that makes the features and connects them.

Knows all rooms but `program`.
"""
