#!/usr/bin/env bash
# Builds all peers, or the named ones, as out/peers/NAME/peer.
#
#   conformance/peers/build.sh [NAME...]        prints a line for each: built, skipped or FAILED
#
# Exit status: 0 all built or skipped; 1 a build failed, or with CI=true a peer was skipped; 2 unknown
# peer. A peer is skipped if its toolchain is missing.
set -uo pipefail
PEERS=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
OUT=$(readlink -f "$PEERS/../..")/out/peers
WANTED=("$@")
NAMES=()
failed=0

# build NAME LANGUAGE: builds a peer from its folder, with its locked dependencies.
build() {
  local to=$OUT/$1
  mkdir -p "$to"
  case $2 in
    rust)
      CARGO_TARGET_DIR=$OUT/target cargo build --manifest-path "$PEERS/Cargo.toml" --locked --release \
        --quiet -p "$1-peer" && ln -sf "../target/release/$1-peer" "$to/peer"
      ;;
    go) (cd "$PEERS/$1" && go build -mod=readonly -o "$to/peer" .) ;;
    node)
      cp "$PEERS/$1"/*.js* "$to" && npm --prefix "$to" ci --prefer-offline --ignore-scripts --no-audit --no-fund \
        --silent && ln -sf main.js "$to/peer"
      ;;
  esac
}

# peer NAME LANGUAGE TOOL...: builds a peer if it is wanted and its tools are installed.
peer() {
  local name=$1 language=$2 tool
  shift 2
  NAMES+=("$name")
  ((${#WANTED[@]} == 0)) || [[ " ${WANTED[*]} " == *" $name "* ]] || return 0
  for tool; do
    command -v "$tool" >/dev/null && continue
    printf '%s: skipped, %s is missing\n' "$name" "$tool"
    rm -rf "${OUT:?}/$name"
    [[ ${CI:-} != true ]] || failed=1
    return
  done
  if build "$name" "$language"; then
    printf '%s: built\n' "$name"
  else
    printf '%s: FAILED\n' "$name"
    rm -rf "${OUT:?}/$name"
    failed=1
  fi
}

peer keynesis-network rust cargo cc
peer keynesis rust cargo cc
peer snow rust cargo cc
peer flynn-noise go go
peer noise-handshake node node npm

for name in "${WANTED[@]}"; do
  [[ " ${NAMES[*]} " == *" $name "* ]] && continue
  printf '%s: unknown peer; expected one of %s\n' "$name" "${NAMES[*]}" >&2
  exit 2
done
exit "$failed"
