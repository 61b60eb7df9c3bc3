"""Codes, values and failures turned into sentences, numbers and dates. Of Qt, they use its core only."""
