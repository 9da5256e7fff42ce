#!/bin/bash
# Builds every target of fuzz/targets.txt as OSS-Fuzz and ClusterFuzzLite require: with their $CXX,
# $CXXFLAGS and $LIB_FUZZING_ENGINE, into $OUT, with the seeds of each target as a zip file.
#
#   build.sh [TARGET...]        only these targets, if any are named
#
# Libraries with sources in $SRC/NAME, as in the image, are built with the same flags. Otherwise the
# system's static libraries are linked (check_contract.sh).
set -euo pipefail
: "${SRC:?}" "${OUT:?}" "${WORK:?}" "${CC:?}" "${CXX:?}" "${LIB_FUZZING_ENGINE:?}"
CFLAGS=${CFLAGS:-} CXXFLAGS=${CXXFLAGS:-}
cd "$SRC/asmtp"

installed=$WORK/installed
mkdir -p "$installed"

# MemorySanitizer does not see assembly: memory that assembly writes would look uninitialised.
build_libsodium() (
  mkdir -p "$WORK/libsodium" && cd "$WORK/libsodium"
  local options=(--disable-shared --enable-static --disable-dependency-tracking --prefix="$installed")
  [[ ${SANITIZER:-} == memory ]] && options+=(--disable-asm)
  "$SRC/libsodium/configure" "${options[@]}"
  make -j"$(nproc)" install
)

build_openssl() (
  mkdir -p "$WORK/openssl" && cd "$WORK/openssl"
  "$SRC/openssl/Configure" linux-x86_64 no-shared no-tests no-apps no-asm no-module --libdir=lib --prefix="$installed"
  make -j"$(nproc)" build_libs
  make install_dev
)

[[ ! -d $SRC/libsodium ]] || build_libsodium
[[ ! -d $SRC/openssl ]] || build_openssl

# Additional flags for every file. fmt is header-only, so it is compiled with the same flags.
{
  printf '%s\n' -std=c++23 -UNDEBUG -DFMT_HEADER_ONLY -I. "-isystem $installed/include"
  for library in fmt nlohmann-json; do
    [[ ! -d $SRC/$library ]] || printf '%s\n' "-isystem $SRC/$library/include"
  done
} >"$WORK/flags"

# The sources that targets may need. They form one library, from which the linker takes what a target uses.
sources() {
  find core fuzz conformance/transcript conformance/vectors -name '*.cc' \
    ! -name '*_test.cc' ! -path 'core/net/*' ! -path 'fuzz/text/testing/*' \
    ! -path 'fuzz/driver/*' ! -path 'fuzz/floors/*' ! -path 'fuzz/results/*' \
    ! -path 'fuzz/commands/*' ! -path 'fuzz/wire/*' ! -path 'fuzz/asmtp_*' -print0 |
    xargs -0 grep -LZ -E '^int main\('
}

# compile FILE.cc: writes the object of the same name in $WORK. The flags are lists, so they are not quoted.
compile() {
  local object=$WORK/objects/${1%.cc}.o
  mkdir -p "${object%/*}"
  # shellcheck disable=SC2086
  $CXX $CXXFLAGS "@$WORK/flags" -c "$1" -o "$object"
}
export -f compile
export WORK CXX CXXFLAGS

targets=("$@")
(($#)) || mapfile -t targets < <(sed -E '/^#/d; s/ .*//' fuzz/targets.txt)
# shellcheck disable=SC2016
{ sources; printf 'fuzz/%s.cc\0' "${targets[@]}"; } |
  xargs -0 -n 1 -P "$(nproc)" bash -euc 'compile "$@"' bash

rm -f "$WORK/libasmtp.a"
find "$WORK/objects" -name '*.o' ! -path '*/fuzz/asmtp_*' -print0 |
  xargs -0 "${AR:-ar}" qcs "$WORK/libasmtp.a"

# static NAME: prints the static library: ours if it was built, otherwise the system's.
static() {
  local ours=$installed/lib/lib$1.a
  if [[ -e $ours ]]; then printf '%s' "$ours"; else printf -- '-l:lib%s.a' "$1"; fi
}

# seeds TARGET FOLDER...: writes $OUT/TARGET_seed_corpus.zip
seeds() {
  local zip=$OUT/$1_seed_corpus.zip
  shift
  rm -f "$zip"
  # Two folders may hold files with the same name. Each seed is renamed to its SHA-1.
  python3 - "$zip" "$@" <<'PYTHON'
import hashlib, pathlib, sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as archive:
    files = {p for folder in sys.argv[2:] for p in pathlib.Path("corpus", folder).rglob("*") if p.is_file()}
    contents = {hashlib.sha1(p.read_bytes()).hexdigest(): p.read_bytes() for p in files if p.name != "BUILD.bazel"}
    for name in sorted(contents):
        archive.writestr(zipfile.ZipInfo(name), contents[name])
PYTHON
}

for target in "${targets[@]}"; do
  # shellcheck disable=SC2086
  $CXX $CXXFLAGS "$WORK/objects/fuzz/$target.o" "$WORK/libasmtp.a" $LIB_FUZZING_ENGINE \
    "$(static sodium)" "$(static crypto)" -o "$OUT/$target"
  read -r -a folders < <(sed -n "s/^$target //p" fuzz/targets.txt) || continue
  seeds "$target" "${folders[@]}"
  cp fuzz/oss-fuzz/target.options "$OUT/$target.options"
done
