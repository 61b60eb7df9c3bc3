#!/bin/bash
# Fetch NSIS for a Windows machine of the release workflow, and put it on the PATH of the steps that follow.
set -euo pipefail

version=3.12 # installer.nsi says why not an older one
# Of the ZIP that its makers offer, as read in Homebrew's formula of makensis 3.12.
sha256=56581f90db321581c5381193d796fffcf2d24b2f8fed2160a6c6a3baa67f2c4f

cd "$RUNNER_TEMP"
curl --fail --location --retry 5 --silent --show-error --output nsis.zip \
    "https://downloads.sourceforge.net/project/nsis/NSIS%203/$version/nsis-$version.zip"
echo "$sha256 *nsis.zip" | sha256sum --check --strict
python -m zipfile -e nsis.zip .
echo "$RUNNER_TEMP/nsis-$version" >> "$GITHUB_PATH"
