"""Attacks go through the same window as journeys."""

from tests.journeys.conftest import *  # noqa: F403 - their fixtures and hooks
