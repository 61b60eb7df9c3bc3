"""Signing in: the dialog, its forms, the ways to prove who one is, and what is remembered of it."""
