#!/bin/sh
# Passes if the list of the model's dependencies on the rest of the project is empty.
if [ -s "$1" ]; then
  echo "the model must not depend on:"
  cat "$1"
  exit 1
fi
