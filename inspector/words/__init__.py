"""Codes, values and failures turned into sentences, numbers and dates. No widgets."""
