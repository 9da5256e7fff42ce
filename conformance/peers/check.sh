#!/usr/bin/env bash
# Builds the peers and holds each against its expectations, then has them all talk to each other. One that cannot be built for lack of a
# toolchain is skipped, aloud. Exit status: 0, or 1 where a build failed or a peer is not as expected.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." || exit 1
status=0
conformance/peers/build.sh || status=1
for program in out/peers/*/peer; do
  [[ -x $program ]] || continue
  name=$(basename "$(dirname "$program")")
  said=out/peers/$name/run.txt
  # They wait most of the time, so more of them than there are processors do no harm.
  if ./asmtp conform -j 8 --findings 3 --expectations "conformance/peers/$name/expectations.txt" \
    --iut "$program --role {role} --addr {addr} --secret {iut_s} --peer {peer} --suite {suite} \
      --framing {framing} --mode {mode}" >"$said" 2>/dev/null; then
    printf '%s: %s\n' "$name" "$(grep ' cases in ' "$said")"
  else
    printf '%s: not as expected\n' "$name"
    cat "$said"
    status=1
  fi
done
./asmtp conform matrix --html out/peers/matrix.html || status=1
exit "$status"
