#!/usr/bin/env bash
# Ours beside Redmine of Debian, the same mix in one run; README.md has the plan.
#   peers/redmine.sh              measures; says what is missing and installs nothing
#   peers/redmine.sh --install    installs Redmine and puma from Debian's packages, configures no service, and ends
set -euo pipefail
cd "$(dirname "$0")"
if [ "${1:-}" = --install ]; then
    root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    echo "redmine redmine/instances/default/dbconfig-install boolean false" | "${root[@]}" debconf-set-selections
    exec "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        redmine redmine-pgsql redmine-sqlite puma
fi
PYTHONPATH=../tools exec python3 redmine.py
