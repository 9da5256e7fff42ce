#!/usr/bin/env bash
# targets_test.sh TABLE NAMES: the table of targets names each target of BUILD.bazel once, and no other.
set -euo pipefail

if ! diff <(sed 's/#.*//' "$1" | awk 'NF { print $1 }' | sort) <(grep -vx asmtp_canary "$2" | sort); then
  echo "< is in fuzz/targets.txt only, > in fuzz/BUILD.bazel only; both have to have it." >&2
  exit 1
fi
