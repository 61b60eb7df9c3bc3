"""Qt without our subject: theme, icons, labels, questions, tasks, the event loop, memory.

Uses resources only.
"""
