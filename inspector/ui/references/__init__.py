"""Picking what a reference points to from the tenant's lists."""
