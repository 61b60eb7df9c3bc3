#!/bin/bash
# Sign, pack and notarise the .app: packaging/macos/sign.sh OUT.dmg, or `bootstrap.py dmg`, which names it.
#
# Secrets come from the environment. Each is optional, and the log says what is left out for want of one:
#   MACOS_IDENTITY        "Developer ID Application: …", in a keychain that is unlocked
#   MACOS_NOTARY_KEY      path of an App Store Connect API key (.p8), with MACOS_NOTARY_KEY_ID and MACOS_NOTARY_ISSUER
# PYTHON is one that has dmgbuild. Never tried on a Mac so far: see packaging/RELEASING.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
app="dist/Ticket Draft Inspector.app"
out=${1:?the name of the .dmg}
python=${PYTHON:-python}

if [[ -n ${MACOS_IDENTITY:-} ]]; then
    sign=(codesign --force --timestamp --options runtime --sign "$MACOS_IDENTITY")
    # From the inside out: what is outside seals what is inside. --deep is not meant for this.
    "$python" packaging/macos/macho.py "$app" | xargs -0 -n 20 "${sign[@]}"
    # The program itself goes with the .app, and so do its entitlements (explained here, as codesign's reader of that file
    # is easily upset by comments). allow-unsigned-executable-memory: libffi makes callbacks by writing code into memory.
    # On Apple silicon its own trampolines do without; on Intel a hardened program that makes one hangs or fails
    # (pyinstaller/pyinstaller#8099, cffi's manual on callbacks). Importing ctypes makes none before Python 3.14
    # (kovidgoyal/kitty#10190), and keyring, truststore and cryptography make none today; it stays because the next of
    # them may, and nobody would see it before a signed program runs on an Intel Mac. No other is needed: allow-jit is
    # the lesser of the same; library validation may stay, as all libraries get the same identity here; Keychain and
    # network are free outside the sandbox.
    "${sign[@]}" --entitlements packaging/macos/entitlements.plist "$app"
else
    echo "NOT SIGNED: MACOS_IDENTITY is not set. The program gets an ad-hoc signature, and macOS will warn people."
    codesign --force --deep --sign - "$app"
fi
codesign --verify --strict --deep --verbose=2 "$app"

rm -f "$out"
"$python" -m dmgbuild -s packaging/macos/dmg_settings.py -D app="$app" "Ticket Draft Inspector" "$out"

if [[ -n ${MACOS_IDENTITY:-} ]]; then
    codesign --force --timestamp --sign "$MACOS_IDENTITY" "$out"
fi
if [[ -n ${MACOS_IDENTITY:-} && -n ${MACOS_NOTARY_KEY:-} ]]; then
    xcrun notarytool submit "$out" --wait --key "$MACOS_NOTARY_KEY" \
        --key-id "${MACOS_NOTARY_KEY_ID:?}" --issuer "${MACOS_NOTARY_ISSUER:?}"
    xcrun stapler staple "$out"
    spctl --assess --type open --context context:primary-signature --verbose "$out"
else
    echo "NOT NOTARISED: MACOS_NOTARY_KEY is not set, or the program is not signed."
fi
