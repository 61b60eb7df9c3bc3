#!/bin/bash
# Sign, pack and notarise the .app: packaging/macos/sign.sh OUT.dmg
#
# Secrets come by environment, each is optional, and what is left out for want of one is said:
#   MACOS_IDENTITY        "Developer ID Application: …", in a keychain that is unlocked
#   MACOS_NOTARY_KEY      path of an App Store Connect API key (.p8), with MACOS_NOTARY_KEY_ID and MACOS_NOTARY_ISSUER
# Never tried on a Mac so far: see packaging/RELEASING.md.
set -euo pipefail
cd "$(dirname "$0")/../.."
app="dist/Ticket Draft Inspector.app"
out=${1:?the name of the .dmg}

if [[ -n ${MACOS_IDENTITY:-} ]]; then
    sign=(codesign --force --timestamp --options runtime --sign "$MACOS_IDENTITY")
    # From the inside out: what is outside seals what is inside. --deep is not meant for this.
    find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 | xargs -0 -n 20 "${sign[@]}"
    find "$app/Contents/Frameworks" -depth -type d -name '*.framework' -print0 | xargs -0 -n 1 "${sign[@]}"
    "${sign[@]}" --entitlements packaging/macos/entitlements.plist "$app/Contents/MacOS/ticket-inspector"
    "${sign[@]}" --entitlements packaging/macos/entitlements.plist "$app"
    codesign --verify --strict --deep --verbose=2 "$app"
else
    echo "NOT SIGNED: MACOS_IDENTITY is not set. The program gets an ad-hoc signature, and macOS will warn people."
    codesign --force --deep --sign - "$app"
fi

rm -f "$out"
python -m dmgbuild -s packaging/macos/dmg_settings.py -D app="$app" "Ticket Draft Inspector" "$out"

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
