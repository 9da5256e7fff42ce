#!/usr/bin/env bash
# scripts/soak.sh [SECONDS]: puts our endpoint and our runner under attack, and prints what good
# clients notice during SECONDS of load (default 1800). Only this machine takes part. Exit status 0: all limits hold.
#
# The endpoint: 10,000 half-open connections, 100 new ones a second, forged frames, resets, peers that
# never read and messages of 100,000 signatures. An echo of a good client takes less than 50 ms at the
# 99th percentile, and its handshake less than 1 s.
# The runner: implementations that flood, fall silent or leave processes. A run ends within 60 s, and
# needs less than 256 MiB.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

# shellcheck source=scripts/setup.sh
source scripts/setup.sh

SECONDS_OF_LOAD=${1:-1800}
[[ $SECONDS_OF_LOAD =~ ^[1-9][0-9]{0,5}$ ]] || die "usage: scripts/soak.sh [SECONDS]"

# For each of the two programs.
FILES_NEEDED=15000
HALF_OPEN=10000
# The public key belongs to the secret.
SECRET=$(printf '22%.0s' {1..32})
PUBLIC=a09aa5f47a6759802ff955f8dc2d2a14a5c99d23be97f864127ff9383455a4f0

WORK=$(mktemp -d)
endpoint='' runner=''
# shellcheck disable=SC2317  # the trap calls it
cleanup() {
  [[ -z $endpoint ]] || kill "$endpoint" 2>/dev/null || true
  [[ -z $runner ]] || kill "$runner" 2>/dev/null || true
  rm -rf "$WORK"
}
trap cleanup EXIT

raise_file_limit() {
  ulimit -n 65536 2>/dev/null || ulimit -n "$(ulimit -Hn)"
  local files
  files=$(ulimit -n)
  [[ $files == unlimited ]] || ((files >= FILES_NEEDED)) || {
    # The endpoint uses three quarters of its descriptors for handshakes.
    HALF_OPEN=$(((files - 1000) * 3 / 4))
    say "only $files descriptors: $HALF_OPEN half-open connections instead of 10000"
  }
}

build_programs() {
  bazel --nohome_rc build --ui_event_filters=-info --noshow_progress \
    //conformance/endpoint:asmtp-endpoint //conformance/runner:asmtp-conform //conformance/soak:asmtp-soak
}

# Prints the address of the endpoint when it listens.
address_of_endpoint() {
  local line
  read -r -t 20 _ line <"$WORK/listen" || die "the endpoint does not listen"
  printf '%s' "$line"
}

soak_endpoint() {
  mkfifo "$WORK/listen"
  bazel-bin/conformance/endpoint/asmtp-endpoint --role responder --secret "$SECRET" \
    --handshakes-max "$HALF_OPEN" --idle-deadline 20 >"$WORK/listen" 2>"$WORK/log" &
  endpoint=$!
  local address status=0
  address=$(address_of_endpoint)
  bazel-bin/conformance/soak/asmtp-soak --connect "$address" --peer "$PUBLIC" --pid "$endpoint" \
    --seconds "$SECONDS_OF_LOAD" --half-open "$HALF_OPEN" || status=$?
  kill -TERM "$endpoint"
  wait "$endpoint" || status=1
  endpoint=''
  return "$status"
}

# run_against ATTACK: one run of the runner. Prints a row, and fails if a limit does not hold.
run_against() {
  local start=$SECONDS peak=0 now status=0
  ASMTP_ROOT=$PWD ASMTP_ENDPOINT=$PWD/bazel-bin/conformance/endpoint/asmtp-endpoint \
    bazel-bin/conformance/runner/asmtp-conform run transport/echo-two-messages --role responder --framing u32 --iut \
    "/usr/bin/python3 conformance/testing/hostile.py $1 --role {role} --addr {addr} --secret {iut_s} \
--peer {peer} --suite {suite} --framing {framing}" >"$WORK/run" 2>&1 &
  runner=$!
  while now=$(awk '/^VmRSS:/ { print $2 }' "/proc/$runner/status" 2>/dev/null) && [[ -n $now ]]; do
    ((now <= peak)) || peak=$now
    ((SECONDS - start <= 60)) || kill -KILL "$runner"
    sleep 0.1
  done
  wait "$runner" || status=$?
  runner=''
  printf '%-8s %4d s %6d MiB  exit status %d\n' "$1" "$((SECONDS - start))" "$((peak / 1024))" "$status"
  ((status <= 1 && peak < 256 * 1024))
}

soak_runner() {
  local failed=0 attack
  for ((round = 0; round <= SECONDS_OF_LOAD / 300; ++round)); do
    for attack in flood deaf helpers; do
      run_against "$attack" || failed=1
    done
  done
  return "$failed"
}

failed=0
raise_file_limit
build_programs
soak_endpoint || failed=1
soak_runner || failed=1
exit "$failed"
