#!/bin/sh
# deps.sh FILE - installs the Debian packages that FILE names and that are missing; asks sudo where it is not root.
set -eu
missing=$(while read -r name; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$name"
done <"$1")
[ -n "$missing" ] || exit 0
echo "installing: $missing"
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
