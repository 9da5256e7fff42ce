"""The planted bugs, each with a patch, a witness and a row: what it is, which oracle finds it, and its budget."""

load(":hard_bugs.bzl", "HARD_BUGS")
load(":layer_bugs.bzl", "LAYER_BUGS")
load(":message_bugs.bzl", "MESSAGE_BUGS")
load(":session_bugs.bzl", "SESSION_BUGS")

BUGS = SESSION_BUGS + LAYER_BUGS + MESSAGE_BUGS + HARD_BUGS
