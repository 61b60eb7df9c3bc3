"""Drafts as files: opened, saved, watched, and restored after a crash."""
