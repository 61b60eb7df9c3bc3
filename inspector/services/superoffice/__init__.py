"""Talking to a SuperOffice server; the only place that imports httpx."""
