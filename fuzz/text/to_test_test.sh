#!/usr/bin/env bash
# to_test_test.sh WITH_BUG WITHOUT_BUG: the same generated test, on the code with the bug and without.
set -uo pipefail

fail() {
  echo "$*" >&2
  exit 1
}

output=$("$1" 2>&1) && fail "the test passes with the bug: $output"
grep -q 'broken law BytesAreThoseOfTheSize' <<<"$output" ||
  fail "the test fails in another way than the target: $output"
output=$("$2" 2>&1) || fail "the test fails without the bug: $output"
grep -q 'AsmtpFrame.Crash' <<<"$output" || fail "no test was run: $output"
