#!/bin/sh
# Installs what the shipping tests need beyond Node, from Debian's packages. Safe to run again.
set -eu

if command -v pre-commit >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" -ne 0 ]; then
  echo "install.sh: run as root, or install pre-commit" >&2
  exit 1
fi
apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends pre-commit
