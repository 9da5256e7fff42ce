# shellcheck shell=bash
# Sourced by ./asmtp and .ci/run: installs missing Debian packages.

# shellcheck disable=SC2034  # used by the scripts that source this file
# For building and running anything in this project.
BUILD_PACKAGES=(
  bazel-bootstrap bazel-platforms bazel-rules-cc bazel-rules-java bazel-skylib
  clang-19 libclang-rt-19-dev lld-19 llvm-19
  libasio-dev libbenchmark-dev libcli11-dev libfmt-dev libgmock-dev libgtest-dev libsodium-dev
  libssl-dev libxml2-utils nlohmann-json3-dev patch python3-jsonschema python3-nacl
  zlib1g-dev
)

# shellcheck disable=SC2034
# In addition, for the checks of .ci/run.
CHECK_PACKAGES=(chromium clang-format-19 g++-12 python3-venv shellcheck)

# From PyPI, because Debian's version 19 also examines every included system header.
CLANG_TIDY_VERSION=23.1.4

# From PyPI: active automata learning, for `./asmtp conform learn`.
AALPY_VERSION=1.5.3

# shellcheck disable=SC2034
# In addition, for `./asmtp conform learn`.
LEARN_PACKAGES=(graphviz python3-venv)

# shellcheck disable=SC2034
# For `./asmtp spec` alone.
SPEC_PACKAGES=(cmark-gfm python3)

# shellcheck disable=SC2034
# In addition, for fuzz/oss-fuzz/check_afl.sh.
AFL_PACKAGES=(afl++)

# shellcheck disable=SC2034
# In addition, for `./asmtp test --config=valgrind`.
VALGRIND_PACKAGES=(valgrind)

say() { printf 'asmtp: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Prints the given packages that are not installed, one per line.
missing_packages() {
  local installed
  # dpkg-query exits with status 1 if a package is unknown.
  installed=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } |
    sed -n 's/^installed //p' | sort -u)
  printf '%s\n' "$@" | sort -u | comm -23 - <(printf '%s\n' "$installed")
}

# Prints the version of Debian ("12"), or nothing on another system.
debian_version() {
  # shellcheck disable=SC1091
  (. /etc/os-release 2>/dev/null && [[ ${ID:-} == debian ]] && printf '%s' "${VERSION_ID:-}")
}

# Installs the given packages if any is missing. Otherwise prints nothing and needs no network.
ensure_packages() {
  command -v dpkg-query >/dev/null ||
    die "expected Debian 12 with the packages: $*"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  [[ $(debian_version) == 12 ]] ||
    die "expected Debian 12; on this system, install the equivalents of: ${missing[*]}"

  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      die "packages are missing, and sudo is not installed; run as root:" \
        "apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing ${#missing[@]} Debian packages (once): ${missing[*]}"
  install_packages "${missing[@]}" ||
    die "cannot install the packages; run as root:" \
      "apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  say "the packages are installed"
}

# Installs packages. Fetches the package lists if they are missing or too old.
install_packages() {
  if compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
    run_apt install --no-install-recommends "$@" && return
    say "retrying with new package lists"
  fi
  run_apt update && run_apt install --no-install-recommends "$@"
}

# Runs apt-get without questions. Shows its output on a terminal, otherwise only if it fails.
run_apt() {
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
    apt-get -y -q -o DPkg::Lock::Timeout=300 "$@")
  if [[ -t 2 ]]; then
    "${apt[@]}" >&2
    return
  fi
  local log status=0
  log=$(mktemp)
  "${apt[@]}" >"$log" 2>&1 </dev/null || status=$?
  ((status == 0)) || tail -n 20 "$log" >&2
  rm -f "$log"
  return "$status"
}

# ensure_python_package NAME VERSION: installs the package in its own folder in the user's cache unless
# it is there, and prints the path of the folder's bin.
ensure_python_package() {
  local home=${XDG_CACHE_HOME:-$HOME/.cache}/asmtp/$1-$2
  if [[ ! -e $home/complete ]]; then
    say "installing $1 $2 in $home (once)"
    { python3 -m venv "$home" && "$home/bin/pip" -q install "$1==$2" && touch "$home/complete"; } >&2 ||
      die "cannot install $1; run '$home/bin/pip install $1==$2' to see the error"
  fi
  printf '%s' "$home/bin"
}

ensure_clang_tidy() {
  local bin
  bin=$(ensure_python_package clang-tidy "$CLANG_TIDY_VERSION") && printf '%s' "$bin/clang-tidy"
}
