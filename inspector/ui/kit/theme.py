"""The look of the program: named colours, a small file per appearance; palette and style are made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from inspector import resources
from inspector.ui.kit import icons
from inspector.ui.kit.memory import ZOOMS

Appearance = Literal["system", "light", "dark"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_ROLES = {
    "window": ("Window",),
    "surface": ("Base", "Light"),
    "raised": ("Button", "AlternateBase", "ToolTipBase", "Midlight"),
    "line": ("Mid",),
    "control": ("Dark", "Shadow"),
    "text": ("WindowText", "Text", "ButtonText", "ToolTipText", "BrightText", "HighlightedText"),
    "muted": ("PlaceholderText",),
    "selection": ("Highlight",),
    "accent": ("Link", "LinkVisited", "Accent"),
}
_DISABLED = ("WindowText", "Text", "ButtonText", "HighlightedText", "PlaceholderText")


class Theme(QObject):
    """Dresses the application, as the system or as chosen, and follows a change while it runs.

    Icons and pixmaps asked for by colour name follow too: they look the name up whenever they are drawn.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, appearance: Appearance = "system", *, with_sheet: bool = True
    ) -> None:
        """Without its style sheet as yet, the first window is furnished in half the time; see `lay_sheet`."""
        super().__init__(app)
        self._app = app
        self._hints = app.styleHints()
        self._colours: dict[str, QColor] = {}
        self._dressed_as = ""
        self._with_sheet = with_sheet
        self._usual = app.font()
        self._zoom = self._wanted = 100
        app.setStyle("Fusion")
        self.set_appearance(appearance)
        self._hints.colorSchemeChanged.connect(self._follow)

    @property
    def appearance(self) -> Appearance:
        """What was asked for; `system` follows the desktop."""
        return self._appearance

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are on the screen now."""
        return self._dressed_as == "dark"

    def set_appearance(self, appearance: Appearance) -> None:
        """Follow the system, or stay light or dark; so do title bars and native dialogs where they can."""
        self._appearance: Appearance = appearance
        self._hints.setColorScheme(_SCHEMES[appearance])
        self._dress(self._hints.colorScheme() if appearance == "system" else _SCHEMES[appearance])

    @property
    def zoom(self) -> int:
        """How large everything is drawn, in per cent."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        """Draw every text that much larger than the system has it, and with it what the sheet and `px` measure."""
        if percent != self._wanted:
            self._wanted = percent
            self._draw_at(percent)

    def limit_zoom(self, has_room: Callable[[], bool]) -> None:
        """Draw smaller, step by step, until there is room; never smaller than usual."""
        while self._zoom > 100 and not has_room():
            self._draw_at(ZOOMS[ZOOMS.index(self._zoom) - 1])

    def _draw_at(self, percent: int) -> None:
        growth, self._zoom = percent / self._zoom, percent
        with self._fonts_kept(growth):
            self._app.setFont(_grown(self._usual, percent / 100))
            if self._with_sheet:
                self.lay_sheet()
        self.changed.emit()

    @contextmanager
    def _fonts_kept(self, growth: float = 1.0) -> Iterator[None]:
        """What has a font of its own keeps it, or grows: under another sheet Qt gives it the font it had at first."""
        own = [one for one in self._app.allWidgets() if one.testAttribute(Qt.WidgetAttribute.WA_SetFont)]
        fonts = [_grown(one.font(), growth) for one in own]
        yield
        for one, font in zip(own, fonts, strict=True):
            one.setFont(font)

    def px(self, length: int) -> int:
        """So many logical pixels, or as many more as everything is drawn larger."""
        return round(length * self._zoom / 100)

    def colour(self, name: str) -> QColor:
        """The colour of that name; raises KeyError where neither the theme files nor this module know it."""
        return self._colours[name]

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """The drawing `icons/NAME.svg` in a named colour, greyed by itself where its control is disabled."""
        return QIcon(icons.Engine(name, colour, self.colour))

    def pixmap(self, name: str, colour: str = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The same drawing to paint: `size` in logical pixels, before the zoom; crisp at that ratio."""
        return icons.draw(name, self.colour(colour), self.px(size), ratio)

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """The system's font, scaled by that factor; for titles and small print."""
        font = _grown(self._app.font(), scale)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        if self._appearance == "system":
            self._dress(scheme)

    def _dress(self, scheme: Qt.ColorScheme) -> None:
        name = "dark" if scheme == Qt.ColorScheme.Dark else "light"
        if name == self._dressed_as:
            return
        self._dressed_as = name
        self._colours = load_colours(name)
        self._app.setPalette(palette(self._colours))
        if self._with_sheet:
            self.lay_sheet()
        self.changed.emit()

    def lay_sheet(self) -> None:
        """Style all there is, and all that comes; what joins a parent under a style sheet is styled anew each time."""
        self._with_sheet = True
        with self._fonts_kept() if self._app.styleSheet() else nullcontext():  # a start has nothing to keep
            self._app.setStyleSheet(style_sheet(self._dressed_as, self._colours, self._zoom))


def fixed_font() -> QFont:
    """The system's font with letters of one width, as large as everything is drawn."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    usual = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return _grown(font, QApplication.font().pointSizeF() / usual.pointSizeF())


def _grown(font: QFont, factor: float) -> QFont:
    grown = QFont(font)
    grown.setPointSizeF(font.pointSizeF() * factor)
    return grown


def load_colours(name: str) -> dict[str, QColor]:
    """The named colours of `light` or `dark`, and the few blends made of them."""
    text = resources.path(f"themes/{name}.toml").read_text(encoding="utf-8")
    # importing tomllib for these few lines would cost 5 ms of every start; a test reads them with it
    colours = {key: QColor(value) for key, value in re.findall(r'(?m)^(\w+) = "(#[0-9a-f]{6})"$', text)}
    surface = colours["surface"]
    for tint in ("accent", "amber", "red", "green", "violet"):
        colours[f"{tint}_soft"] = _blend(colours[tint], surface, 0.10)
    colours["faint"] = _blend(colours["muted"], surface, 0.65)
    colours["accent_hover"] = _blend(colours["accent"], colours["text"], 0.85)
    return colours


def palette(colours: dict[str, QColor]) -> QPalette:
    """What Fusion draws with where the style sheet says nothing."""
    made = QPalette()
    for name, roles in _ROLES.items():
        for role in roles:
            made.setColor(QPalette.ColorRole[role], colours[name])
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], colours["faint"])
    return made


def style_sheet(name: str, colours: dict[str, QColor], zoom: int = 100) -> str:
    """The one style sheet, with the values of the colours and the place of the drawings filled in.

    What is called `$px16` there is 16 pixels long, times `zoom` per cent.
    """
    file = resources.path("themes/style.qss")
    text = file.read_text(encoding="utf-8")
    values = {colour_name: colour.name() for colour_name, colour in colours.items()}
    values |= {f"px{one}": f"{round(int(one) * zoom / 100)}px" for one in re.findall(r"\$px(\d+)", text)}
    return Template(text).substitute(values, name=name, themes=file.parent.as_posix())


def _blend(colour: QColor, ground: QColor, share: float) -> QColor:
    """This share of a colour, mixed into a background."""
    parts = ((colour.red(), ground.red()), (colour.green(), ground.green()), (colour.blue(), ground.blue()))
    return QColor(*(round(upper * share + lower * (1 - share)) for upper, lower in parts))
