"""The planted bugs: what each is, who finds it and how soon. A patch, a witness and a row for each."""

load(":layer_bugs.bzl", "LAYER_BUGS")
load(":message_bugs.bzl", "MESSAGE_BUGS")
load(":session_bugs.bzl", "SESSION_BUGS")

BUGS = SESSION_BUGS + LAYER_BUGS + MESSAGE_BUGS
