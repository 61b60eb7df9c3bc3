"""Bad days on purpose: a tenant that is slow, or that fails the ways real ones do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal, get_args

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from inspector.demo.call import Refused, answer

Shape = Literal["error", "message", "html", "null", "not_json"]


@dataclass
class Weather:
    """How the next calls go; change it at any time.

    delay: seconds before each answer. status: the HTTP status to fail with; None is fair weather.
    shape: what a failure looks like: `error` (REST object), `message` (ASP.NET object), `html` (a page of
    IIS or a proxy), `null` (200, nothing found), `not_json` (200 and half an answer).
    retry_after: seconds, sent with the failure. calls: how many calls fail; None for all.
    """

    delay: float = 0.0
    status: int | None = None
    shape: Shape = "error"
    retry_after: int | None = None
    calls: int | None = None

    @classmethod
    def forecast(cls, delay: float = 0.0, fail: str | None = None) -> Weather:
        """From the command line: `fail` is a status (`503`) or a shape (`html`). Raises ValueError."""
        weather = cls(delay=delay)
        if fail is None:
            return weather
        if fail.isascii() and fail.isdecimal() and 400 <= int(fail) <= 599:
            weather.status = int(fail)
        elif fail in get_args(Shape):
            weather.shape = fail  # type: ignore[assignment]  # just checked
            weather.status = 500 if fail in ("error", "message", "html") else 200
        else:
            raise ValueError(fail)
        return weather

    def strikes(self) -> bool:
        """Whether this call fails; counts it."""
        if self.status is None or self.calls == 0:
            return False
        if self.calls is not None:
            self.calls -= 1
        return True


class Exposed:
    """Middleware: lets the weather at every call."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait, then answer or fail."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        weather: Weather = scope["app"].state.weather
        await asyncio.sleep(weather.delay)
        await (_failure(weather) if weather.strikes() else self._app)(scope, receive, send)


def _failure(weather: Weather) -> Response:
    status = weather.status or 500
    response = _failure_body(weather.shape, status)
    if weather.retry_after is not None:
        response.headers["Retry-After"] = str(weather.retry_after)
    return response


def _failure_body(shape: Shape, status: int) -> Response:
    if status == 421:
        return PlainTextResponse("Wrong subdomain used to access tenant", status)
    match shape:
        case "html":
            title = f"{status} - Server Error"
            return HTMLResponse(
                f"<!DOCTYPE html><html><head><title>{title}</title></head><body></body></html>", status
            )
        case "null":
            return answer(None, "null", {})
        case "not_json":
            return Response(b'{"TicketId":0,"Title":', media_type="application/json")
        case "message":
            text = "An error has occurred."
            return answer({"Message": text, "MessageDetail": "Failing on purpose."}, "HttpError", {}, status)
        case _:
            refused = Refused(status, "SoException", "Failing on purpose.")
            return answer(refused.body, "Error", {}, status)
