"""The disk image, for dmgbuild: the program on the left, the Applications folder to drop it into on the right.

dmgbuild -s packaging/macos/dmg_settings.py -D app="dist/Ticket Draft Inspector.app" NAME OUT.dmg
"""

from pathlib import Path

application = defines.get("app", "dist/Ticket Draft Inspector.app")  # type: ignore[name-defined]  # noqa: F821
appname = Path(application).name

format = "ULMO"  # noqa: A001 - dmgbuild's name; LZMA, readable since macOS 10.15
filesystem = "HFS+"
files = [application]
symlinks = {"Applications": "/Applications"}
icon = f"{application}/Contents/Resources/app.icns"
icon_locations = {appname: (160, 180), "Applications": (440, 180)}
background = "builtin-arrow"
window_rect = ((200, 200), (600, 400))
default_view = "icon-view"
show_status_bar = False
show_toolbar = False
show_pathbar = False
icon_size = 112
text_size = 13
