#!/bin/bash
# Check that what `bootstrap.py freeze`, `archive` and `deb` made is fit for people: within its budget, valid, and working
# where it is installed. Root installs and purges the .deb; anyone else unpacks it and starts it from there.
set -euo pipefail
cd "$(dirname "$0")/../.."
GLIBC=35 # of Ubuntu 22.04; Qt's wheels themselves need 2.34
smoke() { .venv/bin/python -m tests.packaging.smoke "$@"; }
within() { # what, bytes, most
    echo "$1: $(($2 / 1000000)) MB (at most $3)"
    (($2 <= $3 * 1000000)) || { echo "$1 is too large" >&2; exit 1; }
}

within "Unpacked" "$(find dist/ticket-inspector -type f -printf '%s\n' | awk '{sum += $1} END {print sum}')" 140
within "Archive" "$(stat -c %s dist/*.tar.xz)" 40
glibc=$(find dist/ticket-inspector -type f \( -name '*.so*' -o -name ticket-inspector \) -exec objdump -T {} + |
    grep -o 'GLIBC_2\.[0-9]*' | sort -uV | tail -n 1)
echo "Oldest C library it runs with: $glibc (at most GLIBC_2.$GLIBC)"
((${glibc#GLIBC_2.} <= GLIBC)) || { echo "that leaves out systems that people still have" >&2; exit 1; }
for part in CPython Qt PySide6_Essentials httpx keyring qasync typing_extensions libssl.so.3 libxcb-cursor.so.0; do
    grep -q "\"name\": \"$part\"" dist/*.cdx.json || { echo "the bill of materials lacks $part" >&2; exit 1; }
done
if grep -q '"name": "pytest"' dist/*.cdx.json; then
    echo "something that only tests need is shipped" >&2
    exit 1
fi
diff -r resources dist/ticket-inspector/_internal/inspector/_resources
smoke "$PWD/dist/ticket-inspector/ticket-inspector"
xvfb-run -a .venv/bin/python -m tests.benchmarks.packed "$PWD/dist/ticket-inspector/ticket-inspector"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tree=build/freeze/deb/usr/share
appstreamcli validate --no-net "$tree"/metainfo/*.xml
desktop-file-validate "$tree"/applications/*.desktop
cp -r "$tree/mime" "$scratch"
told=$(XDG_DATA_HOME=$scratch update-mime-database "$scratch/mime" 2>&1)
[[ -z $told ]] || { echo "MIME type: $told" >&2; exit 1; }
grep -qx '50:application/vnd.ticket-draft+json:\*.ticketdraft' "$scratch/mime/globs2"
grep -qx 'application/vnd.ticket-draft+json application/json' "$scratch/mime/subclasses"

if [[ $EUID == 0 ]]; then
    apt-get -q -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$PWD"/dist/*.deb
    dpkg -L ticket-draft-inspector > "$scratch/files"
    [[ $(ticket-inspector --version) == *"$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)"* ]]
    if ldd $(grep '\.so' "$scratch/files") /usr/lib/ticket-draft-inspector/ticket-inspector 2>/dev/null | grep 'not found'; then
        echo "a library is missing" >&2
        exit 1
    fi
    (cd "$scratch" && PYTHONPATH=$OLDPWD "$OLDPWD/.venv/bin/python" -m tests.packaging.smoke ticket-inspector)
    # The desktop knows the files, and what opens them.
    grep -qx '50:application/vnd.ticket-draft+json:\*.ticketdraft' /usr/share/mime/globs2
    grep -q '^application/vnd.ticket-draft+json=.*ticket-inspector.desktop' /usr/share/applications/mimeinfo.cache
    apt-get -q -o DPkg::Lock::Timeout=120 purge -y ticket-draft-inspector
    while read -r file; do
        if [[ -f $file || $file == *ticket-draft-inspector* && -e $file ]]; then
            echo "left behind: $file" >&2
            exit 1
        fi
    done < "$scratch/files"
else
    echo "Not root, so the package is only unpacked."
    dpkg-deb -x dist/*.deb "$scratch"
    smoke "$scratch/usr/bin/ticket-inspector"
fi
