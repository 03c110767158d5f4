#!/bin/sh
# Installs the routers that the agreement tests speak to, from Debian's packages. Safe to run again.
set -eu

if [ "$(id -u)" -ne 0 ]; then
  echo "install.sh: run as root" >&2
  exit 1
fi

# The packages would start their services on a machine that boots with systemd; the tests start their own.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi

missing=
for package in bird2 frr gobgpd openbgpd bgpdump iproute2; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
  apt-get update
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
fi
# OpenBGPD locks its processes into this folder and ends without it.
mkdir -p /run/openbgpd
