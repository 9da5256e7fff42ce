#!/usr/bin/env bash
# Builds the peers, checks each against its expectations and FINDINGS.md, and lets them talk to each other.
# The results must match the tables of MATRIX.md. Writes all results to out/peers/report.html. A peer without
# a toolchain is skipped with a message (in CI, this is a failure).
#
# Exit status: 0, or 1 if a build failed or a result is unexpected.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." || exit 1
status=0

# wrong NAME WHAT: prints an unexpected result and records it.
wrong() {
  printf '%s: %s\n' "$1" "$2"
  status=1
}

# check_peer NAME: runs all checks of a peer.
check_peer() {
  status=0
  check_cases "$1"
  check_findings "$1"
  check_machine "$1"
  check_attack "$1"
  # Only here, so that a check that was killed counts as wrong.
  ((status != 0)) || rm -f "out/peers/$1/wrong"
}

# play NAME ARGUMENT...: runs asmtp-conform against a peer.
play() { against "$1" conform "${@:2}"; }

# against NAME COMMAND ARGUMENT...: runs a command of ./asmtp against a peer.
against() {
  ./asmtp "${@:2}" --iut "out/peers/$1/peer --role {role} --addr {addr} --secret {iut_s} --peer {peer}
    --suite {suite} --framing {framing} --mode {mode}" 2>/dev/null
}

# check_cases NAME: plays every case. Exactly the listed ones may fail.
check_cases() {
  local said=out/peers/$1/run.txt
  # Peers mostly wait, so use more of them than processors.
  if play "$1" -j 4 --findings 3 --expectations "conformance/peers/$1/expectations.txt" \
    --json "out/peers/$1/report.json" --html "out/peers/$1/report.html" >"$said"; then
    printf '%s: %s\n' "$1" "$(grep ' cases in ' "$said")"
  else
    wrong "$1" 'unexpected results of cases'
    cat "$said"
  fi
}

# check_findings NAME: runs the tests of the findings in its library, if there are any.
check_findings() {
  local said=out/peers/$1/findings.txt tests
  if [[ -d conformance/peers/$1/tests ]]; then
    tests=(env CARGO_TARGET_DIR=out/peers/target cargo test --manifest-path conformance/peers/Cargo.toml
      --locked --release --quiet -p "$1-peer")
  elif [[ -f out/peers/$1/findings.test.js ]]; then
    tests=(node --test "out/peers/$1/findings.test.js")
  else
    return
  fi
  if "${tests[@]}" >"$said" 2>&1; then
    printf '%s: findings are as documented\n' "$1"
  else
    wrong "$1" 'findings differ from FINDINGS.md'
    cat "$said"
  fi
}

# check_machine NAME: learns its state machine as a responder. Differences from SPEC.md must be as listed.
check_machine() {
  local said=out/peers/$1/learn.txt known=conformance/peers/$1/learn-known.txt
  play "$1" learn --role responder --suite 25519 --framing u32 --section "out/peers/$1/learn.json" \
    --dot "out/peers/$1/learn.dot" >"$said"
  if diff <(sed -n 's/^  //p' "$said" | sort) <(sort "$known") >"out/peers/$1/learn.diff"; then
    printf '%s: state machine is as listed\n' "$1"
  else
    wrong "$1" 'state machine differs from learn-known.txt'
    cat "out/peers/$1/learn.diff" "$said"
  fi
}

# check_attack NAME: attacks it for some seconds. Only new findings count.
check_attack() {
  local said=out/peers/$1/wire-fuzz.txt known=conformance/peers/$1/wire-fuzz-known.txt arguments=()
  [[ ! -f $known ]] || arguments=(--known "$known")
  if against "$1" fuzz wire --quiet --seconds 8 --keep "out/peers/$1/wire-fuzz" "${arguments[@]}" >"$said"; then
    printf '%s: wire-fuzz finds nothing new\n' "$1"
  else
    wrong "$1" 'wire-fuzz has new findings'
    cat "$said"
  fi
}

# Finding 2 is visible only with limited address space.
check_reservation() {
  local said
  said=$(play keynesis-network frame/length/largest-announced@length=4294967291 --role responder \
    --suite ed25519 --wrap 'prlimit --as=2000000000')
  [[ $said == *': 1 CRASH '* ]] || wrong keynesis-network 'finding 2 differs from FINDINGS.md'
}

built=$(conformance/peers/build.sh) || status=1
printf '%s\n' "$built"
# Jobs in the background do not get Ctrl-C.
trap 'jobs -rp | xargs -r kill' EXIT
names=()
for program in out/peers/*/peer; do
  [[ ! -x $program ]] || names+=("$(basename "$(dirname "$program")")")
done
# Two in parallel, because each waits about as long as it computes.
for name in "${names[@]}"; do
  (($(jobs -rp | wc -l) < 2)) || wait -n
  printf '%s: checking\n' "$name"
  touch "out/peers/$name/wrong"
  check_peer "$name" >"out/peers/$name/check.txt" &
done
wait
for name in "${names[@]}"; do
  cat "out/peers/$name/check.txt"
  [[ ! -e out/peers/$name/wrong ]] || status=1
done
[[ ! -x out/peers/keynesis-network/peer ]] || check_reservation

if [[ $built == *skipped* ]]; then
  printf 'matrix: not compared with MATRIX.md, because peers were skipped\n'
  ./asmtp conform matrix --section out/peers/matrix.json || status=1
else
  ./asmtp conform matrix --section out/peers/matrix.json --document conformance/peers/MATRIX.md --check || status=1
fi
sections=(--section out/peers/matrix.json)
for section in out/peers/*/learn.json; do sections+=(--section "$section"); done
./asmtp conform report out/peers/*/report.json "${sections[@]}" --html out/peers/report.html >/dev/null && printf 'report: out/peers/report.html\n' || status=1
exit "$status"
