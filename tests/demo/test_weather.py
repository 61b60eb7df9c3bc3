"""A tenant that is slow or fails on purpose."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from inspector.demo import tenant
from inspector.demo import weather as weather_module
from inspector.demo.weather import Weather
from tests.demo.conftest import Visit

DEFAULT = "api/v1/Agents/Ticket/CreateDefaultTicketEntity"


async def test_a_slow_tenant_answers_late(
    app: Starlette, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(weather_module, "asyncio", SimpleNamespace(**{**vars(asyncio), "sleep": sleep}))
    app.state.weather.delay = 7.5
    assert (await visit().post(DEFAULT)).status_code == 200
    assert slept == [7.5]


async def test_bad_weather_passes_after_so_many_calls(app: Starlette, visit: Visit) -> None:
    app.state.weather = Weather(status=503, retry_after=2, calls=1)
    answer = await visit().post(DEFAULT)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.json()["Error"] is True
    assert (await visit().post(DEFAULT)).status_code == 200


async def test_the_shapes_of_failure(app: Starlette, visit: Visit) -> None:
    async def body(**weather: Any) -> httpx.Response:
        app.state.weather = Weather(**weather)
        return await visit().post(DEFAULT)

    assert (await body(status=500, shape="message")).json().keys() == {"Message", "MessageDetail"}
    assert (await body(status=502, shape="html")).text.startswith("<!DOCTYPE html>")
    assert (await body(status=421)).text == "Wrong subdomain used to access tenant"
    nothing = await body(status=200, shape="null")
    assert (nothing.status_code, nothing.json()) == (200, None)
    with pytest.raises(json.JSONDecodeError):
        (await body(status=200, shape="not_json")).json()


@pytest.mark.parametrize(
    ("fail", "status", "shape"), [("503", 503, "error"), ("html", 500, "html"), ("null", 200, "null")]
)
def test_a_forecast_from_the_command_line(fail: str, status: int, shape: str) -> None:
    weather = tenant.app(delay=1.5, fail=fail).state.weather
    assert (weather.delay, weather.status, weather.shape) == (1.5, status, shape)
    assert tenant.app().state.weather == Weather()


@pytest.mark.parametrize("fail", ["99", "200", "600", "hail", " ", "٥٠٣"])
def test_a_forecast_that_means_nothing(fail: str) -> None:
    with pytest.raises(ValueError, match=fail):
        Weather.forecast(fail=fail)
