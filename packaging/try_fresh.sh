#!/bin/bash
# Try the README's two commands on a fresh machine: `packaging/try_fresh.sh SUITE [PYTHON] [ARGUMENTS OF PYTEST…]`, as root.
#
#   packaging/try_fresh.sh bookworm                     Debian 12 and its python3
#   packaging/try_fresh.sh testing python3.15           another Python than python3, if Debian has a package of it
#   packaging/try_fresh.sh trixie tests/domain -x       only a part of the tests
#
# debootstrap (installed where it is missing) makes a bare Debian in a temporary folder, with Python, venv and pip, and a
# clean clone of HEAD goes in. There `bootstrap.py run` and `bootstrap.py test` are called, which install what else they
# need. At the end a line tells of each how it ended and after how many seconds; the exit code is 0 where both ended well.
#
# Mirror, package index, proxies and trusted certificates are those of this machine: of apt's sources (or $MIRROR), pip's
# configuration but for local folders, and the environment. Nothing is left behind, however this ends: the folder is removed,
# and mounts and processes live in namespaces of their own, which end with the first of their processes.
set -euo pipefail

suite=${1:?say which suite of Debian, such as bookworm, trixie or testing} python=python3
shift
if [[ ${1-} == python3* ]]; then
    python=$1
    shift
fi
((EUID == 0)) || { echo "Only root can do this. Type: sudo $0 $suite" >&2; exit 2; }

make_system() { # root, suite, python: a bare Debian that reaches what this machine reaches
    local root=$1 suite=$2 python=$3 packages=python3,python3-venv,python3-pip mirror
    [[ $python == python3 ]] || packages=$python,$python-venv
    mirror=${MIRROR:-$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' |
        awk '$2 == "Debian" && $3 == "Debian" && !seen++ {print $1}')}
    [[ $mirror ]] || { echo "Apt knows no mirror of Debian here: set MIRROR to the address of one." >&2; return 1; }
    debootstrap --variant=minbase --include="$packages,ca-certificates" "$suite" "$root" "$mirror" > "$root.log" 2>&1 ||
        { tail -n 20 "$root.log" >&2; return 1; }
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/dev/shm"
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
    printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d" # what is installed starts no services
    chmod +x "$root/usr/sbin/policy-rc.d"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    cp -L "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$root/etc/ssl/certs/ca-certificates.crt"
    apt-config dump | sed -nE '/^Acquire::(Check-|Retries|https?::)/p' > "$root/etc/apt/apt.conf.d/99this-machine"
}

settings() { # what the commands inside find in their environment, a line each: little, but this machine's ways out
    printf '%s\n' HOME=/root LANG=C.UTF-8 TERM="${TERM:-dumb}" PATH=/usr/sbin:/usr/bin:/sbin:/bin
    printf 'PIP_CERT=%s\n' /etc/ssl/certs/ca-certificates.crt
    env | grep -iE '^(https?|no)_proxy=' || true
    python3 -m pip config list 2> /dev/null | sort -r | # pip's files, then its variables
        sed -nE "/file:/d; s/^[a-z:]+\.(index-url|extra-index-url|trusted-host|proxy|default-timeout)='(.*)'$/\1 \2/p" |
        while read -r name value; do echo "PIP_$(tr a-z- A-Z_ <<< "$name")=$value"; done
}

inside() { # folder, suite, python, arguments of pytest: the first process of the namespaces
    local root=$1/root suite=$2 python=$3 version same lines=() failed=0
    shift 3
    trap 'exit 130' INT TERM # a first process hears of no signal that it does not ask for
    make_system "$root" "$suite" "$python"
    mv "${root%root}clone" "$root/root/project"
    mapfile -t same < <(settings)
    version=$(chroot "$root" "$python" --version)
    attempt() {
        local start=$SECONDS code=0
        echo "=== $suite, $version: $python packaging/bootstrap.py $*"
        chroot "$root" env -i -C /root/project "${same[@]}" "$python" packaging/bootstrap.py "$@" || code=$?
        ((code == 0)) || failed=1
        lines+=("$suite, $version: bootstrap.py $* ended with exit code $code after $((SECONDS - start)) s")
    }
    attempt run
    attempt test "$@"
    printf '%s\n' "=== Outcome" "${lines[@]}"
    exit $failed
}

folder=$(mktemp -d -t fresh-machine.XXXXXX)
keeper=
finish() {
    if [[ $keeper ]]; then # end the first process: its namespaces, and with them all mounts, end before unshare does
        kill -KILL $(cat "/proc/$keeper/task/$keeper/children" 2> /dev/null) 2> /dev/null || true
        wait "$keeper" || true
    fi
    rm -rf --one-file-system "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [[ ! -x /usr/sbin/debootstrap ]]; then
    apt-get -q update
    apt-get -q install -y --no-install-recommends debootstrap
fi
here=$(cd "$(dirname "$0")/.." && pwd)
[[ -z $(git -C "$here" status --porcelain) ]] || echo "What is not committed here is left out."
git clone -q --depth 1 "file://$here" "$folder/clone"
# Beside this shell rather than in it: so that a signal is heard at once, and has its ordinary meaning inside.
unshare --mount --pid --fork --mount-proc --kill-child env --default-signal=INT,QUIT \
    bash -euo pipefail -c "$(declare -f make_system settings inside); inside \"\$@\"" inside "$folder" "$suite" "$python" "$@" &
keeper=$!
wait "$keeper"
