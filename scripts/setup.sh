# shellcheck shell=bash
# Sourced by ./asmtp and .ci/run: checks for Debian packages and installs those that are missing.

# shellcheck disable=SC2034  # the lists are for those who source this file
# What building and running anything in this project needs.
BUILD_PACKAGES=(
  bazel-bootstrap bazel-platforms bazel-rules-cc bazel-rules-java bazel-skylib
  clang-19 libclang-rt-19-dev lld-19 llvm-19
  libasio-dev libbenchmark-dev libcli11-dev libfmt-dev libgmock-dev libgtest-dev libsodium-dev
  libssl-dev libxml2-utils nlohmann-json3-dev patch python3-jsonschema python3-nacl
  zlib1g-dev
)

# shellcheck disable=SC2034
# What the checks of .ci/run need besides.
CHECK_PACKAGES=(chromium clang-format-19 g++-12 python3-venv shellcheck)

# Of Python's package index: Debian's (19) also examines every system header that a file includes.
CLANG_TIDY_VERSION=23.1.4

# Of Python's package index: active automata learning, for `./asmtp conform learn`.
AALPY_VERSION=1.5.3

# shellcheck disable=SC2034
# What `./asmtp conform learn` needs besides.
LEARN_PACKAGES=(graphviz python3-venv)

# shellcheck disable=SC2034
# What fuzz/oss-fuzz/check_afl.sh needs besides.
AFL_PACKAGES=(afl++)

# shellcheck disable=SC2034
# What `./asmtp test --config=valgrind` needs besides.
VALGRIND_PACKAGES=(valgrind)

say() { printf 'asmtp: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Prints those of the given packages that are not installed, one a line.
missing_packages() {
  local installed
  # dpkg-query exits 1 when it does not know one of them.
  installed=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } |
    sed -n 's/^installed //p' | sort -u)
  printf '%s\n' "$@" | sort -u | comm -23 - <(printf '%s\n' "$installed")
}

# The version of Debian ("12"), or nothing on another system.
debian_version() {
  # shellcheck disable=SC1091
  (. /etc/os-release 2>/dev/null && [[ ${ID:-} == debian ]] && printf '%s' "${VERSION_ID:-}")
}

# Makes sure that the given packages are installed. Says nothing and asks no network if they are.
ensure_packages() {
  command -v dpkg-query >/dev/null ||
    die "this needs Debian 12 and its packages: $*"
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  [[ $(debian_version) == 12 ]] ||
    die "this needs Debian 12; on this system please install what matches: ${missing[*]}"

  local as_root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      die "packages are missing and there is no sudo; as root please run:" \
        "apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  say "installing ${#missing[@]} Debian packages (once): ${missing[*]}"
  install_packages "${missing[@]}" ||
    die "the packages could not be installed; please run:" \
      "apt-get update && apt-get install --no-install-recommends ${missing[*]} (as root)"
  say "the packages are installed"
}

# Installs packages, fetching the package lists if there are none or if they are too old.
install_packages() {
  if compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
    run_apt install --no-install-recommends "$@" && return
    say "trying again with fresh package lists"
  fi
  run_apt update && run_apt install --no-install-recommends "$@"
}

# apt-get without questions. Its output is shown on a terminal, otherwise only if it fails.
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

# ensure_python_package NAME VERSION: makes sure that it is there, in a folder of its own in the user's
# cache, and prints the path of that folder's bin.
ensure_python_package() {
  local home=${XDG_CACHE_HOME:-$HOME/.cache}/asmtp/$1-$2
  if [[ ! -e $home/complete ]]; then
    say "installing $1 $2 in $home (once)"
    { python3 -m venv "$home" && "$home/bin/pip" -q install "$1==$2" && touch "$home/complete"; } >&2 ||
      die "$1 could not be installed: '$home/bin/pip install $1==$2' says why"
  fi
  printf '%s' "$home/bin"
}

ensure_clang_tidy() {
  local bin
  bin=$(ensure_python_package clang-tidy "$CLANG_TIDY_VERSION") && printf '%s' "$bin/clang-tidy"
}
