#!/usr/bin/env bash
# Builds the targets as OSS-Fuzz does, but without docker, and checks the result:
#
#   fuzz/oss-fuzz/check_contract.sh [address|undefined|coverage]...       default: all three
#
# Compiler and C++ library are Debian's, because its libFuzzer needs libstdc++, not libc++. libsodium and OpenSSL
# are Debian's static libraries. Everything else, in particular the environment, is as in the image. Each sanitizer
# takes about three minutes on two cores. Exit status: 0, or 1 if a build failed or contract.py complains.
set -euo pipefail
root=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
# shellcheck source=scripts/setup.sh
source "$root/scripts/setup.sh"

# build FOLDER SANITIZER: builds all targets into FOLDER/out.
build() (
  local base="-O1 -fno-omit-frame-pointer -gline-tables-only -w \
    -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION" sanitizer instrumentation=-fsanitize=fuzzer-no-link
  case $2 in
    address) sanitizer="-fsanitize=address -fsanitize-address-use-after-scope" ;;
    undefined)
      local checks=array-bounds,bool,builtin,enum,function,integer-divide-by-zero,null,object-size,return
      checks+=,returns-nonnull-attribute,shift,signed-integer-overflow,unreachable,vla-bound,vptr
      # Unsigned overflow is not undefined behaviour, so it is instrumented but not fatal.
      sanitizer="-fsanitize=$checks,unsigned-integer-overflow -fno-sanitize-recover=$checks"
      ;;
    coverage)
      sanitizer=
      instrumentation="-fprofile-instr-generate -fcoverage-mapping"
      ;;
    *) die "$2: expected address, undefined or coverage" ;;
  esac
  mkdir -p "$1"/src "$1"/out "$1"/work
  ln -sfn "$root" "$1/src/asmtp"
  env -i PATH="$PATH" HOME="$1/work" SRC="$1/src" OUT="$1/out" WORK="$1/work" CC=clang-19 CXX=clang++-19 AR=llvm-ar-19 \
    CFLAGS="$base $sanitizer $instrumentation" \
    CXXFLAGS="$base $sanitizer $instrumentation -static-libstdc++ -fuse-ld=lld" \
    ARCHITECTURE=x86_64 FUZZING_ENGINE=libfuzzer FUZZING_LANGUAGE=c++ SANITIZER="$2" \
    LIB_FUZZING_ENGINE=-fsanitize=fuzzer bash "$root/fuzz/oss-fuzz/build.sh"
)

ensure_packages "${BUILD_PACKAGES[@]}"
(($#)) || set -- address undefined coverage
status=0
for sanitizer; do
  folder=$(mktemp -d "${TMPDIR:-/tmp}/contract-$sanitizer.XXXXXX")
  say "contract of a build for $sanitizer: building in $folder"
  if build "$folder" "$sanitizer" >"$folder/log" 2>&1; then
    "$root/fuzz/oss-fuzz/contract.py" --sanitizer "$sanitizer" --targets "$root/fuzz/targets.txt" "$folder/out" || status=1
    rm -rf "$folder"
  else
    tail -n 30 "$folder/log"
    say "fuzz/oss-fuzz/build.sh failed for $sanitizer, see $folder/log"
    status=1
  fi
done
exit "$status"
