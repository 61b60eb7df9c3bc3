"""Qt without our subject: theme, icons, labels, questions, keys, completing, tasks, event loop, memory, Qt's own texts.

Uses resources, and the language that is spoken.
"""
