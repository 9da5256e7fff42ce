#!/usr/bin/env bash
# Runs a test under Valgrind: `./asmtp test --config=valgrind`. Tests that count allocations replace operator new
# and delete, so mismatched frees are left to AddressSanitizer.
exec valgrind --quiet --error-exitcode=9 --leak-check=full --trace-children=yes \
  --show-mismatched-frees=no --suppressions="${BASH_SOURCE[0]%.sh}.supp" "$@"
