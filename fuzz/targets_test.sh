#!/usr/bin/env bash
# targets_test.sh TABLE NAMES: passes if the table lists exactly the targets of BUILD.bazel, each
# once.
set -euo pipefail

if ! diff <(sed 's/#.*//' "$1" | awk 'NF { print $1 }' | sort) <(grep -vx asmtp_canary "$2" | sort); then
  echo "< is in fuzz/targets.txt only, > in fuzz/BUILD.bazel only; add the target to the other file." >&2
  exit 1
fi
