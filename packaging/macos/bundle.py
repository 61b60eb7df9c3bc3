"""What the .app says about itself: its Info.plist, for inspector.spec."""

from __future__ import annotations

import re
from typing import Any

IDENTIFIER = "io.github.ticket-draft-inspector.TicketDraftInspector"
DRAFT = f"{IDENTIFIER}.draft"
MINIMUM_SYSTEM = "14.4"
"""What Qt's own frameworks in the wheel of PySide6-Essentials 6.12.0 ask for, by their load commands. (The wheel's name
ends in `macosx_14_0_universal2`; that of 6.11.3, which serves Python 3.11, asks for 13.0.)

The modules between Qt and Python in it (BINDINGS) say 26.0, the system that they were built on. macOS holds programs to
this figure and not libraries, so they are believed to run on 14 and 15; nobody has tried it.
"""
BINDINGS = re.compile(r"\.abi3\.so$|^lib(pyside6|shiboken6)[^/]*\.dylib$")
"""File names of those modules."""


def info(version: str, languages: list[str]) -> dict[str, Any]:
    """Info.plist beyond what PyInstaller writes itself."""
    numbers = re.match(r"\d+(\.\d+){0,2}", version)  # macOS wants no more, and no `rc1`
    assert numbers
    return {
        "CFBundleDisplayName": "Ticket Draft Inspector",
        "CFBundleName": "Ticket Draft Inspector",  # the application menu shows it
        "CFBundleShortVersionString": numbers[0],
        "CFBundleVersion": numbers[0],
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": languages,  # or macOS takes the program for English, and Qt follows
        "LSMinimumSystemVersion": MINIMUM_SYSTEM,
        "LSApplicationCategoryType": "public.app-category.business",
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,  # follow the system into dark mode
        "NSHumanReadableCopyright": "© 2026 The Ticket Draft Inspector developers. MIT License.",
        "NSSupportsAutomaticGraphicsSwitching": True,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "SuperOffice Ticket Draft",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [DRAFT],
                "CFBundleTypeIconFile": "app.icns",
            },
            {
                "CFBundleTypeName": "JSON Document",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Alternate",  # offered under Open With, never in place of another
                "LSItemContentTypes": ["public.json"],
            },
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": DRAFT,
                "UTTypeDescription": "SuperOffice Ticket Draft",
                "UTTypeConformsTo": ["public.json"],
                "UTTypeIconFile": "app.icns",
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["ticketdraft"],
                    "public.mime-type": ["application/vnd.ticket-draft+json"],
                },
            }
        ],
    }
