"""The tenant as an ASGI app: routes, sign-in, and the answers of NetServer's REST and Agents interfaces."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from inspector.demo import handlers
from inspector.demo.call import (
    NO_CONTENT,
    SESSION_COOKIE,
    Refused,
    Store,
    accepts_json,
    answer,
    check,
    opened,
)
from inspector.demo.weather import Exposed, Weather

Endpoint = Callable[[Request], Awaitable[Response]]
_PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"
)


def app(*, delay: float = 0.0, fail: str | None = None, base_path: str = "/SuperOffice") -> Starlette:
    """A fresh tenant below `base_path`; its `state.weather` (see Weather) may be changed at any time.

    delay: seconds before each answer. fail: a status (`503`) or shape (`html`) that every call fails with.
    Raises ValueError for a `fail` that is neither.
    """
    base = base_path.rstrip("/")
    store = Store()
    tenant = Starlette(
        routes=[*_web_routes(base.lower(), store), *_api_routes(base, store)],
        middleware=[Middleware(Exposed), Middleware(_AnyCase)],
        exception_handlers={HTTPException: _http_error(f"{base}/api/".lower()), Refused: _refused},
    )
    tenant.router.redirect_slashes = False
    tenant.state.weather = Weather.forecast(delay, fail)
    tenant.state.store = store
    return tenant


class _AnyCase:
    """Middleware: paths in any case and with any trailing slash, as IIS serves them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            asked = scope["path"]
            scope = {**scope, "path": asked.lower().rstrip("/") or "/", "asked_path": asked}
        await self._app(scope, receive, send)


def _api_routes(base: str, store: Store) -> list[Route]:
    """The table of handlers as routes, the two pages that describe it, and help for GET on an agent."""
    served: dict[str, dict[str, str]] = {}
    routes: list[Route] = []
    for verb, path, carrier, handle in handlers.ROUTES:
        url = f"{base}/api/v1/{path}"
        served.setdefault(url, {})[verb] = f"Answers {carrier}"
        routes.append(Route(url.lower(), _endpoint(handle, carrier, store), methods=[verb]))
        if path.startswith("Agents/"):
            routes.append(Route(url.lower(), _help(path, carrier), methods=["GET"]))
    version = Route(f"{base}/api".lower(), _version(base), methods=["GET"])
    return [version, Route(f"{base}/api/v1".lower(), _directory(served), methods=["GET"]), *routes]


def _endpoint(handle: handlers.Handler, carrier: str, store: Store) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        tree = handle(await opened(request, store))
        if tree is NO_CONTENT:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return answer(tree, carrier, request.headers)

    return endpoint


def _help(path: str, carrier: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return answer({"POST": f"{path}: answers {carrier}. Call it with POST."}, "Help", request.headers)

    return endpoint


def _directory(served: dict[str, dict[str, str]]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        root = str(request.base_url).rstrip("/")
        return answer({f"{root}{url}": verbs for url, verbs in served.items()}, "Directory", request.headers)

    return endpoint


def _version(base: str) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        if not accepts_json(request.headers.get("accept", "")):
            return HTMLResponse(_PAGE.format("SuperOffice Web API", "v1"))
        api = f"{str(request.base_url).rstrip('/')}{base}/api"
        return answer(
            {
                "v1": f"{api}/v1",
                "NetServerVersion": "11.10.721.0",
                "NetServerAssembly": "11.10.721.0",
                "NetServerDate": "2026-10-27",
                "NetServerLabel": "Ticket Draft Inspector demo",
                "NetServer": "11.10",
                "Services": "Services88",
                "ServicesCurrent": "Services88",
                "Version": "v1",
                "Documentation": "https://docs.superoffice.com/",
            },
            "ApiVersion",
            request.headers,
        )

    return endpoint


def _web_routes(base: str, store: Store) -> list[Route]:
    """The web client's side: a front page, sign-in that gives a session and an XSRF token, and sign-out."""

    async def front(request: Request) -> Response:
        return HTMLResponse(_PAGE.format("SuperOffice", "Fjordlys Energi AS: demo"))

    async def login(request: Request) -> Response:
        fields = handlers.form(await request.body())
        cookie, token = store.open_session(check(fields.get("user", ""), fields.get("password", "")))
        response = JSONResponse({"XSRF_TOKEN": token})
        response.set_cookie(SESSION_COOKIE, cookie, httponly=True, samesite="lax")
        response.set_cookie("XSRF-TOKEN", token, samesite="lax")
        return response

    async def logout(request: Request) -> Response:
        store.sessions.pop(request.cookies.get(SESSION_COOKIE, ""), None)
        return RedirectResponse(base or "/", HTTPStatus.SEE_OTHER)

    return [
        Route(base or "/", front, methods=["GET"]),
        Route(f"{base}/login", login, methods=["POST"]),
        Route(f"{base}/logout", logout, methods=["GET", "POST"]),
    ]


async def _refused(request: Request, error: Exception) -> Response:
    """Agents report malformed calls in ASP.NET's shape; all else is the REST interface's error object."""
    if not isinstance(error, Refused):
        raise error
    body = error.body
    if error.status == 400 and "/agents/" in request.url.path.lower():
        body = {"Message": error.message, "MessageDetail": error.kind}
    response = answer(body, "Error", request.headers, error.status)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="SuperOffice"'
    return response


def _http_error(api: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Unknown paths and verbs: an error object below `api`, IIS's page elsewhere."""

    async def http_error(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        phrase = HTTPStatus(error.status_code).phrase
        if not request.scope["path"].lower().startswith(api):
            return HTMLResponse(_PAGE.format(f"{error.status_code} - {phrase}", "IIS"), error.status_code)
        kind = "SoNotFoundException" if error.status_code == 404 else "SoException"
        return answer(
            Refused(error.status_code, kind, phrase).body, "Error", request.headers, error.status_code
        )

    return http_error
