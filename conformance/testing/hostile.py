#!/usr/bin/python3
"""A responder that attacks the runner after a right handshake.

flood       announces the largest frame, and sends for as long as somebody reads
frames      the same in frames of 16 MiB
deaf        never reads or sends again
helpers     is a right responder, and leaves a process in a session of its own at each start

$ASMTP_TEST_NOTE names a file that gets a line for each session or helper.
"""

import argparse
import os
import socket
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, "conformance/adapters/python")
import asmtp  # noqa: E402

FLOOD_OF = 1 << 20
FRAME_OF = 16 << 20


def note(text):
    name = os.environ.get("ASMTP_TEST_NOTE")
    if name:
        with open(name, "a") as file:
            file.write(f"{text}\n")


def serve(stream, options):
    frame = b""
    while len(frame) < asmtp.INITIALIZE_SIZE:
        piece = stream.recv(asmtp.INITIALIZE_SIZE - len(frame))
        if not piece:
            return
        frame += piece
    session = asmtp.Session(asmtp.Suite(options.suite), bytes.fromhex(options.secret))
    session.read_initialize(frame)
    stream.sendall(session.response())
    note("session")
    if options.attack == "deaf":
        time.sleep(600)
    if options.attack == "flood":
        stream.sendall((2**32 - 5).to_bytes(4, "big"))
    while True:
        if options.attack == "frames":
            stream.sendall(FRAME_OF.to_bytes(4, "big"))
        for _ in range(FRAME_OF // FLOOD_OF):
            stream.sendall(bytes(FLOOD_OF))


def main():
    if "--caps" in sys.argv:
        print('{"name": "hostile", "roles": ["responder"], "suites": ["ed25519", "25519"], "framings": ["u32"]}')
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("attack")
    for option in ["role", "addr", "secret", "peer", "suite", "framing"]:
        parser.add_argument("--" + option)
    options = parser.parse_args()
    if options.role not in ["responder", "initiator"]:
        sys.exit(89)
    if options.attack == "helpers":
        note(subprocess.Popen(["sleep", "600"], start_new_session=True).pid)
        endpoint = os.environ["ASMTP_ENDPOINT"]
        os.execv(endpoint, [endpoint] + sys.argv[2:])
    listener = socket.create_server(("127.0.0.1", 0))
    print("LISTEN 127.0.0.1:%d" % listener.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0], options), daemon=True).start()


if __name__ == "__main__":
    main()
