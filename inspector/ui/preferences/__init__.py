"""File > Settings."""
