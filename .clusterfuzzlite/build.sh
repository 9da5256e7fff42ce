#!/bin/bash -eu
exec "$SRC/asmtp/fuzz/oss-fuzz/build.sh"
