#!/bin/bash -eu
# Runs in the image. Fetches the libraries that build.sh compiles with the flags of each sanitizer.
fetch() { git clone --depth 1 --branch "$3" "https://github.com/$2" "$SRC/$1"; }
fetch libsodium jedisct1/libsodium 1.0.20-RELEASE
fetch openssl openssl/openssl openssl-3.0.19
fetch fmt fmtlib/fmt 9.1.0
fetch nlohmann-json nlohmann/json v3.11.2
