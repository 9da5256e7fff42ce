#!/usr/bin/env bash
# Runs targets under AFL++, 15 seconds each. The canary must be caught. The other targets start from
# their seeds and must not crash.
#
#   fuzz/oss-fuzz/check_afl.sh [TARGET]...          default: asmtp_message and asmtp_session
#
# Exit status: 0, or 1 if the build or a target failed.
set -euo pipefail
root=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
# shellcheck source=scripts/setup.sh
source "$root/scripts/setup.sh"
seconds=15
afl=/usr/lib/afl

ensure_packages "${BUILD_PACKAGES[@]}" "${AFL_PACKAGES[@]}"
(($#)) || set -- asmtp_message asmtp_session
folder=$(mktemp -d "${TMPDIR:-/tmp}/afl.XXXXXX")
trap 'rm -rf "$folder"' EXIT
mkdir "$folder"/{src,out,work,seeds,found}
ln -s "$root" "$folder/src/asmtp"

say "building asmtp_canary and $* for AFL++ in $folder"
SRC=$folder/src OUT=$folder/out WORK=$folder/work CC=clang-19 CXX=clang++-19 AR=llvm-ar-19 \
  CFLAGS="-O1 -w -fsanitize-coverage=trace-pc-guard" CXXFLAGS="-O1 -w -fsanitize-coverage=trace-pc-guard -fuse-ld=lld" \
  LIB_FUZZING_ENGINE="$afl/libAFLDriver.a $afl/afl-compiler-rt.o" \
  bash "$root/fuzz/oss-fuzz/build.sh" asmtp_canary "$@" >"$folder/log" 2>&1 ||
  { tail -n 30 "$folder/log"; die "fuzz/oss-fuzz/build.sh failed for AFL++"; }

# figure TARGET NAME: prints a statistic of AFL++'s run.
figure() { sed -n "s/^$2 *: //p" "$folder/found/$1/default/fuzzer_stats"; }

status=0
for target in asmtp_canary "$@"; do
  mkdir -p "$folder/seeds/$target"
  printf 'canarx' >"$folder/seeds/$target/near"
  [[ ! -e $folder/out/${target}_seed_corpus.zip ]] ||
    python3 -m zipfile -e "$folder/out/${target}_seed_corpus.zip" "$folder/seeds/$target"
  # The canary is one bit away from its only seed. AFL++'s deterministic stage (-D) tries every bit.
  options=()
  [[ $target != asmtp_canary ]] || options=(-D)
  AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 \
    afl-fuzz "${options[@]}" -V "$seconds" -i "$folder/seeds/$target" -o "$folder/found/$target" -- "$folder/out/$target" >"$folder/log" 2>&1 ||
    { tail -n 20 "$folder/log"; say "$target: afl-fuzz failed"; status=1; continue; }
  crashes=$(figure "$target" saved_crashes)
  printf '%-28s %8s executions, %4s inputs kept, %s crashes\n' "$target" "$(figure "$target" execs_done)" \
    "$(figure "$target" corpus_count)" "$crashes"
  if [[ $target == asmtp_canary ]]; then
    ((crashes > 0)) || { say "the canary was not caught in $seconds s"; status=1; }
  elif ((crashes > 0)); then
    cp -r "$folder/found/$target/default/crashes" "$root/out/afl-$target"
    say "$target: the inputs are in out/afl-$target"
    status=1
  fi
done
exit "$status"
