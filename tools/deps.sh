#!/bin/sh
# deps.sh FILE... - installs the Debian packages that the files name and that are missing; asks sudo where it is not root.
# A program that is there under the package's name counts too: node and npm often come from elsewhere.
set -eu
missing=$(cat "$@" | while read -r name; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || command -v "$name" >/dev/null || printf '%s ' "$name"
done)
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
    echo "deps: this is not Debian; going on as if these were here under other names: $missing" >&2
    exit 0
fi
# A machine that has just started may hold apt's lock for its own updates: wait for it. sudo drops the environment: set it inside.
apt="env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq"
reason="installing them failed (see above)"
if [ "$(id -u)" -eq 0 ]; then
    sudo=
elif command -v sudo >/dev/null; then
    sudo=sudo
else
    sudo=false
    reason="only root may install them, and there is no sudo here"
fi
echo "installing: $missing"
# shellcheck disable=SC2086
if ! { $sudo $apt update && $sudo $apt install -y --no-install-recommends $missing >/dev/null; }; then
    {
        echo "deps: packages are missing, and $reason. As root, run"
        echo "    apt-get update && apt-get install -y --no-install-recommends $missing"
        echo "and then make again, as any user."
    } >&2
    exit 1
fi
