#!/usr/bin/env bash
# Tests build.sh with missing and failing toolchains, on a copy of it and with a minimal PATH.
set -euo pipefail
script=$(readlink -f "$1")
here=$(mktemp -d "${TEST_TMPDIR:-/tmp}/XXXXXX")
mkdir -p "$here/conformance/peers/flynn-noise" "$here/bin"
cp "$script" "$here/conformance/peers/build.sh"
for tool in bash basename dirname mkdir readlink rm; do
  ln -s "$(command -v "$tool")" "$here/bin/$tool"
done

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=1
}

# build STATUS [VARIABLE=VALUE...] [NAME...]: runs build.sh, expects the status, and sets SAID to the output.
build() {
  local expected=$1 status=0
  shift
  local environment=()
  while [[ ${1:-} == *=* ]]; do
    environment+=("$1")
    shift
  done
  SAID=$(env -i PATH="$here/bin" "${environment[@]}" bash "$here/conformance/peers/build.sh" "$@" 2>&1) || status=$?
  ((status == expected)) || fail "expected status $expected, found $status: $SAID"
}

# says TEXT: expects TEXT as a line of the output.
says() { [[ $'\n'$SAID$'\n' == *$'\n'"$1"$'\n'* ]] || fail "expected the line '$1' in: $SAID"; }

skipped() {
  for name in keynesis-network keynesis snow; do says "$name: skipped, cargo is missing"; done
  says 'flynn-noise: skipped, go is missing'
  says 'noise-handshake: skipped, node is missing'
}

# Without toolchains, every peer is skipped with a message. In CI, this is a failure.
build 0
skipped
build 1 CI=true
skipped
build 0 CI=false

# Only the named peer is built. It needs both of its tools.
printf '#!/bin/sh\nexit 1\n' >"$here/bin/fails"
chmod +x "$here/bin/fails"
ln -s fails "$here/bin/node"
build 0 noise-handshake
[[ $SAID == 'noise-handshake: skipped, npm is missing' ]] || fail "$SAID"

# A skipped or failed build removes the old program.
old=$here/out/peers/flynn-noise/peer
mkdir -p "$(dirname "$old")"
touch "$old"
build 0 flynn-noise
[[ ! -e $old ]] || fail 'the old program remains although the toolchain is missing'
mkdir -p "$(dirname "$old")"
touch "$old"
ln -s fails "$here/bin/go"
build 1 flynn-noise
says 'flynn-noise: FAILED'
[[ ! -e $old ]] || fail 'the old program remains although the build failed'

build 2 flynn
says 'flynn: unknown peer; expected one of keynesis-network keynesis snow flynn-noise noise-handshake'
exit "$failures"
