#!/bin/sh
# Names all patches that do not apply to their files, without a compiler. The arguments are the
# patches, conformance/faulty/patches/PATH/NAME.patch for the file PATH.cc.
copy=$(mktemp)
trap 'rm -f "$copy"' EXIT
failed=0
for patch in "$@"; do
  file=${patch#conformance/faulty/patches/}
  file=${file%/*}.cc
  cp "$file" "$copy" && chmod u+w "$copy"
  if ! why=$(patch --quiet --force --reject-file=- "$copy" "$patch" 2>&1); then
    failed=$((failed + 1))
    echo "$patch does not apply to $file: make the same bug in the current file; see"
    echo "conformance/faulty/README.md. patch says: $why"
  fi
done
echo "$failed of $# patches do not apply"
[ "$#" -gt 0 ] && [ "$failed" -eq 0 ]
