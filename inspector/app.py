"""The composition root: arguments, logging, the application, the event loop; builds everything and wires it."""

from __future__ import annotations

import argparse
import builtins
import gc
import io
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from inspector.services import redaction
from inspector.version import version

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from starlette.applications import Starlette

    from inspector.services.superoffice.wire import Transport
    from inspector.ui.kit.theme import Theme
    from inspector.ui.program.application import Application
    from inspector.ui.program.windows import Windows
    from inspector.ui.window.window import MainWindow
    from inspector.ui.window.wiring import Workspace

LEVELS = ("debug", "info", "warning", "error")
RUNNING = "running.lock"
"""A file beside the window's memory, held by the running program: while nobody holds it, there is none to look for."""
PAINTED = "The window was painted for the first time."
"""A message of level debug; tests/benchmarks/packed.py waits for it."""
PORTABLE = Path("data", "portable.txt")
"""A packed program that has this file beside it, as in the portable ZIP, remembers everything in the file's folder."""
PATIENCE = 60
"""Seconds that a start for a screenshot or a draft may take in all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code is 0, 1 for a failure that was reported, 2 for arguments it does not know."""
    _spell_out()
    options = _parser().parse_args(arguments)
    if options.version:
        print(f"Ticket Draft Inspector {version()}")
        return 0
    remember_beside(Path(sys.executable).parent if getattr(sys, "frozen", False) else None)
    if options.smoke_test is not None:
        return _smoke_test(options)
    return _run(options)


def _spell_out() -> None:
    """Where output can't hold a letter, as in a pipe on Windows, give its number rather than fail.

    A windowed program on Windows has no output at all; argparse of Python 3.11.2 fails there.
    """
    for name in ("stdout", "stderr"):
        out = getattr(sys, name)
        if out is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - until the end
        elif isinstance(out, io.TextIOWrapper):
            out.reconfigure(errors="backslashreplace")


def remember_beside(program: Path | None) -> None:
    """Keep what is remembered beside a portable program; secrets stay in this computer's keyring."""
    if program is not None and (program / PORTABLE).is_file():
        os.environ.setdefault("TICKET_INSPECTOR_CONFIG", str((program / PORTABLE).parent))


def _smoke_test(options: argparse.Namespace) -> int:
    """Run with everything that is remembered kept elsewhere, and report."""
    from inspector import smoke

    with smoke.move_away():
        try:
            options.report = smoke.Report(options.smoke_test or None)
        except OSError as error:
            print(f"{options.smoke_test} can't be written: {error.strerror}", file=sys.stderr)
            return 1
        smoke.watch(options.report)
        try:
            code = _run(options)
        except Exception as error:
            options.report.fail(error)
            code = 1
        options.report.close()
    return code or int(options.report.failed)


def _run(options: argparse.Namespace) -> int:
    redaction.install(options.log_level)
    for chatty in ("httpx", "httpcore", "asyncio", "qasync"):
        logging.getLogger(chatty).setLevel(logging.WARNING)  # they would log addresses and headers
    return _Program(options).run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ticket-inspector",
        description="See what SuperOffice CRM puts into a new ticket and why each field is as it is; save the draft.",
    )
    parser.add_argument("draft", nargs="?", type=Path, help="a draft file to open")
    parser.add_argument(
        "--demo", action="store_true", help="sign in to the built-in demo tenant and fetch the defaults"
    )
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="save a PNG of the filled window and exit"
    )
    parser.add_argument("--save-draft", type=Path, metavar="FILE", help="save the draft as JSON and exit")
    parser.add_argument(
        "--new-instance", action="store_true", help="start even if the program is already running"
    )
    parser.add_argument(
        "--smoke-test",
        nargs="?",
        type=Path,
        const=False,
        metavar="FILE",
        help="check that the program works on this computer, report each step (to FILE too), and exit",
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    parser.add_argument(
        "--log-level", choices=LEVELS, default="warning", help="how much to log on standard error"
    )
    return parser


class _Program:
    """One run: the window first, everything heavy after it has been painted."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._failed = False
        self._mark: IO[bytes] | None = None
        """Held as long as this is the program that others hand their drafts to."""
        self._tries = options.smoke_test is not None
        """Whether the program only tests itself."""
        self._is_alone = options.new_instance or options.demo or self._tries
        """Whether this run leaves other running copies alone, because it was asked for something of its own."""
        self._delivers = bool(options.screenshot or options.save_draft)
        """Whether files are asked for rather than a window; then the window's own memory is left alone."""

    def run(self) -> int:
        gc.disable()  # until the window is whole: what a start makes is no garbage, and looking through it takes 10 ms
        from PySide6.QtCore import QTimer  # not for --version

        from inspector.ui.program.application import Application

        _import_plainly()
        if not _has_display():
            print("There is no display, so the window is drawn off screen.", file=sys.stderr)
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        app = Application(sys.argv[:1])
        if self._was_handed_over():
            return 0
        self._dress(app)
        window = self._make_window(app)
        # A turn later, when the screen has the picture; quit() would ask the window to close. No Qt.QueuedConnection:
        # its namespace costs 10 ms.
        window.first_painted.connect(lambda: QTimer.singleShot(0, lambda: app.exit(0)))
        window.show()
        app.exec()  # until the first paint; the asyncio loop takes over from here
        logging.getLogger(__name__).debug(PAINTED)
        return self._run_loop(app, window)

    def _was_handed_over(self) -> bool:
        """Whether a program that was already running took over what this one was started for."""
        if self._is_alone or self._delivers:
            return False
        from inspector.services import locking
        from inspector.ui.kit.memory import folder

        try:
            self._mark = locking.claim(Path(folder(), RUNNING))
        except OSError:  # nothing can be held there, so no other program can be found
            self._is_alone = True
        if self._mark is not None or self._is_alone:
            return False
        from inspector.ui.program import single_instance  # most starts do without

        return single_instance.hand_over(self._options.draft)

    def _listen(self, windows: Windows, app: Application) -> None:
        """From now on, hear of further starts and of files that the system wants opened."""
        app.file_wanted.connect(windows.take)
        for path in app.early_files():
            windows.take(path)
        if self._mark is not None:
            from inspector.ui.program.single_instance import Listener

            listener = Listener(windows)
            listener.started.connect(windows.take)
            listener.listen()

    @staticmethod
    def _dress(app: QApplication) -> None:
        from PySide6.QtGui import QIcon

        from inspector import resources

        app.setApplicationName("ticket-inspector")
        app.setApplicationDisplayName("Ticket Draft Inspector")
        app.setDesktopFileName("ticket-inspector")
        app.setWindowIcon(QIcon(str(resources.path("icons/app.png"))))

    def _make_window(self, app: QApplication) -> MainWindow:
        """The bare window in the theme's ground colour; whatever is imported here delays the first paint."""
        from PySide6.QtGui import QColor, QPalette

        from inspector import resources
        from inspector.ui.kit.memory import WindowMemory
        from inspector.ui.window.window import MainWindow
        from inspector.words import language

        memory = WindowMemory()
        language.speak(memory.language)
        window = MainWindow(memory)
        system_is_dark = app.palette().window().color().lightness() < 128
        dark = {"light": False, "dark": True}.get(window.memory.appearance, system_is_dark)
        colours = resources.path(f"themes/{'dark' if dark else 'light'}.toml").read_text("utf-8")
        ground = QPalette()  # QPalette(colour) would bring in Qt's namespace of enums, 10 ms
        ground.setColor(
            QPalette.ColorRole.Window, QColor(colours.partition('window = "')[2].partition('"')[0])
        )
        window.setPalette(ground)
        if not self._delivers and not window.restoreGeometry(window.memory.state("geometry")):
            window.fit_screen()
        return window

    @staticmethod
    def _furnish(app: QApplication, window: MainWindow) -> Theme:
        from PySide6.QtGui import QPalette

        from inspector.ui.kit import qt_texts
        from inspector.ui.kit.theme import Theme
        from inspector.ui.window.furnish import furnish

        qt_texts.translate()
        theme = Theme(app, window.memory.appearance, with_sheet=False)  # type: ignore[arg-type]
        window.setPalette(QPalette())
        furnish(window, theme)
        theme.lay_sheet()
        return theme

    @staticmethod
    def _favour_the_window(app: QApplication) -> None:
        """Let neither a busy thread nor the collector hold up the window."""
        from inspector.ui.kit.garbage import Collector

        sys.setswitchinterval(0.0002)  # the window asks for Python's lock at every call from Qt
        gc.freeze()  # forty thousand objects that stay: looking through them took 20 ms each time
        Collector(app)

    def _run_loop(self, app: Application, window: MainWindow) -> int:
        theme = self._furnish(app, window)
        import asyncio  # 50 ms, and the window is there already

        from inspector.ui.kit.event_loop import EventLoop

        async def live() -> None:
            windows = self._make_windows(theme)
            workspace = windows.add(window)
            workspace.bench.tasks.start("begin", self._begin(workspace), again="refuse")
            asyncio.get_running_loop().call_soon(
                self._listen, windows, app
            )  # it takes 6 ms: the window comes first
            await windows.ended.wait()

        app.setQuitOnLastWindowClosed(False)
        self._favour_the_window(app)
        with asyncio.Runner(loop_factory=lambda: EventLoop(app)) as runner:
            runner.run(live())
        if self._mark is not None:
            self._mark.close()
        return int(self._failed)

    @staticmethod
    def _make_windows(theme: Theme) -> Windows:
        from inspector.services import settings
        from inspector.services.credentials import Keyring
        from inspector.ui.program.windows import Windows

        return Windows(theme, settings.load(), Keyring(), DemoTenant())

    async def _begin(self, workspace: Workspace) -> None:
        """Do what the arguments ask for; then, where they ask for files, end."""
        import asyncio

        options = self._options
        if self._tries:
            from inspector import smoke

            await smoke.tour(workspace, options.report, version())
            workspace.bench.ticket.stack.setClean()
            workspace.window.close()
            return
        if not self._delivers:
            workspace.features.recovering.look()
        if options.demo:
            workspace.features.signing_in.demo()
        elif options.draft:
            workspace.features.drafts.open_path(options.draft.absolute())
        else:
            asyncio.get_running_loop().call_soon(workspace.features.signing_in.warm_up)
        if self._delivers:
            await self._deliver(workspace)
            workspace.window.close()

    async def _deliver(self, workspace: Workspace) -> None:
        import asyncio

        from inspector.domain.errors import InspectorError
        from inspector.domain.visible import spelled_out  # servers and files have a say in what is told

        window = workspace.window
        try:
            async with asyncio.timeout(PATIENCE):
                while workspace.bench.is_busy:  # noqa: ASYNC110 - several tasks, no one event
                    await asyncio.sleep(0.05)
            document = workspace.bench.ticket.document
            if document is not None and self._options.save_draft:
                await workspace.features.drafts.write_to(document, self._options.save_draft.absolute())
            if window.notice.text():
                print(spelled_out(window.notice.text()), file=sys.stderr)
            self._failed = workspace.bench.ticket.document is None
            if self._options.screenshot:
                self._failed |= not window.grab().save(str(self._options.screenshot.absolute()), "PNG")
        except (InspectorError, TimeoutError) as error:
            self._failed = True
            print(spelled_out(f"Not delivered: {error}"), file=sys.stderr)


class DemoTenant:
    """The tenant inside the program, and its weather; it outlives a sign-out."""

    def __init__(self) -> None:
        self._app: Starlette | None = None
        self.weather: tuple[float, str | None] = (0.0, None)
        """What `set_weather` was given last."""

    def transport(self) -> Transport:
        """The way there, without a port. Slow to import; meant to be called in a worker thread."""
        from inspector.demo.tenant import app
        from inspector.services.superoffice.wire import in_process

        self._app = self._app or app()
        return in_process(self._app)

    def set_weather(self, delay: float, fail: str | None) -> None:
        """From now on, answer `delay` seconds later, and fail in the way `fail` names (see Weather.forecast)."""
        from inspector.demo.weather import Weather

        self.weather = delay, fail
        if self._app is not None:
            self._app.state.weather = Weather.forecast(delay, fail)


def _import_plainly() -> None:
    """Take PySide's `__feature_import__` out of the way of all imports: 20 ms of a start.

    It reads the source of every module, in case Qt's names are spelt otherwise in it (`from __feature__ import …`).
    Nothing here does that. What PySide itself needs of an import, the one before does.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
