#!/bin/sh
# Says which patches do not apply to their files any more: all of them at once, and without a
# compiler. Is called with every patch, conformance/faulty/patches/PATH/NAME.patch of PATH.cc.
copy=$(mktemp)
trap 'rm -f "$copy"' EXIT
failed=0
for patch in "$@"; do
  file=${patch#conformance/faulty/patches/}
  file=${file%/*}.cc
  cp "$file" "$copy" && chmod u+w "$copy"
  if ! why=$(patch --quiet --force --reject-file=- "$copy" "$patch" 2>&1); then
    failed=$((failed + 1))
    echo "$patch does not apply to $file any more: make the same bug in the file as it is now;"
    echo "conformance/faulty/README.md says how. patch says: $why"
  fi
done
echo "$# patches, of which $failed do not apply"
[ "$#" -gt 0 ] && [ "$failed" -eq 0 ]
