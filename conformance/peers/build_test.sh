#!/usr/bin/env bash
# What build.sh says and does where a toolchain is absent, or fails: in a copy of its own, with a PATH that
# holds nothing but what it needs to say so.
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

# build STATUS [VARIABLE=VALUE...] [NAME...]: runs it, expects that status, and leaves what it said in SAID.
build() {
  local expected=$1 status=0
  shift
  local environment=()
  while [[ ${1:-} == *=* ]]; do
    environment+=("$1")
    shift
  done
  SAID=$(env -i PATH="$here/bin" "${environment[@]}" bash "$here/conformance/peers/build.sh" "$@" 2>&1) || status=$?
  ((status == expected)) || fail "status $status, not $expected: $SAID"
}

# says TEXT: it is a line of what was said.
says() { [[ $'\n'$SAID$'\n' == *$'\n'"$1"$'\n'* ]] || fail "'$1' is not a line of: $SAID"; }

skipped() {
  for name in keynesis-network keynesis snow; do says "$name: skipped, there is no cargo"; done
  says 'flynn-noise: skipped, there is no go'
  says 'noise-handshake: skipped, there is no node'
}

# Without any toolchain each is skipped, aloud; in CI that is a failure.
build 0
skipped
build 1 CI=true
skipped
build 0 CI=false

# One that is named is one that is built; of two tools both are needed.
printf '#!/bin/sh\nexit 1\n' >"$here/bin/fails"
chmod +x "$here/bin/fails"
ln -s fails "$here/bin/node"
build 0 noise-handshake
[[ $SAID == 'noise-handshake: skipped, there is no npm' ]] || fail "$SAID"

# What was built before goes where it cannot be built any more.
old=$here/out/peers/flynn-noise/peer
mkdir -p "$(dirname "$old")"
touch "$old"
build 0 flynn-noise
[[ ! -e $old ]] || fail 'an old program is left where the toolchain is absent'
mkdir -p "$(dirname "$old")"
touch "$old"
ln -s fails "$here/bin/go"
build 1 flynn-noise
says 'flynn-noise: FAILED'
[[ ! -e $old ]] || fail 'an old program is left where the build failed'

build 2 flynn
says 'flynn: there is no such peer; there are keynesis-network keynesis snow flynn-noise noise-handshake'
exit "$failures"
