#!/bin/sh
# A program that is started like a target. Its file name selects how it misbehaves.
name=$(basename "$0")
case $name in
  mute) exit 1 ;;
  library)
    echo "error while loading shared libraries: libnone.so.1" >&2
    exit 127
    ;;
esac
for argument; do
  case $argument in
    -set_cover_merge=1)
      echo "MERGE-OUTER: 0 new files with 0 new features added; 0 new coverage edges" >&2
      exit 0
      ;;
    -*) ;;
    *) [ -d "$argument" ] || files=yes ;;
  esac
done
fail() {
  echo "broken law FakeLaw: it does not hold"
  echo "    #1 0x1 in asmtp::fuzz::Fake(int) /proc/self/cwd/core/fake.cc:7:1"
  exit 77
}
if [ -n "$files" ]; then
  for file; do
    case $file in -*) continue ;; esac
    [ ! -d "$file" ] || continue
    echo "Running: $file"
    case $name in
      # Fails every other time.
      flaky) if mkdir "$TMPDIR/odd" 2>/dev/null; then fail; else rmdir "$TMPDIR/odd"; fi ;;
      deaf) trap '' TERM; while :; do sleep 1; done ;;
    esac
  done
  exit 0
fi
echo "#1	INITED cov: 1 ft: 1 corp: 1/1b exec/s: 0 rss: 30Mb"
case $name in
  killed) kill -KILL $$ ;;
  deaf) trap '' TERM; while :; do sleep 1; done ;;
esac
