#!/usr/bin/python3
"""An adapter in Python: an echo endpoint that follows the contract of conformance/README.md.

    ./asmtp conform --iut 'python3 conformance/adapters/python/adapter.py --role {role} --addr {addr}
        --secret {iut_s} --peer {peer} --suite {suite} --framing {framing}'

To test your own implementation, keep this file and replace the functions of asmtp.py.
"""

import argparse
import json
import socket
import sys
import threading

import asmtp
import ledger

UNSUPPORTED = 89

CAPABILITIES = {
    "name": "python-example",
    "version": "1",
    "roles": ["responder", "initiator"],
    "tiers": ["T0", "T1", "T2"],
    "suites": ["ed25519", "25519"],
    "framings": ["u32", "u16"],
    "persistent": True,
}


class Ended(Exception):
    """The peer has ended its direction or reset the connection."""


class Stream:
    def __init__(self, connection):
        self.connection = connection
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def take(self, size):
        """Waits for exactly `size` bytes, however the stream is segmented (FR-16)."""
        taken = bytearray()
        while len(taken) < size:
            piece = self.connection.recv(size - len(taken))
            if not piece:
                raise Ended
            taken += piece
        return bytes(taken)

    def send(self, data):
        self.connection.sendall(data)


def respond(stream, options, suite):
    session = asmtp.Session(suite, options.secret)
    session.read_initialize(stream.take(asmtp.INITIALIZE_SIZE))
    if session.rs != options.peer:  # HS-21
        raise asmtp.Failure("unexpected initiator")
    stream.send(session.response())
    return session


def initiate(stream, options, suite, peer):
    session = asmtp.Session(suite, options.secret, expects=peer)
    stream.send(session.initialize())
    session.read_response(stream.take(asmtp.RESPONSE_SIZE))
    return session


def echo(stream, session, framing):
    """Echoes every message, and answers for its ledger. Closes if a plaintext is not a message (ERR-16)."""
    memory = ledger.Memory()
    while True:
        length = int.from_bytes(stream.take(asmtp.HEADER_SIZES[framing]), "big")
        if not asmtp.TAG_SIZE <= length <= asmtp.LENGTH_MAX[framing]:  # FR-12, FR-13
            raise asmtp.Failure(f"invalid length {length}")
        plaintext = session.open(stream.take(length))
        if not asmtp.is_message(plaintext):
            raise asmtp.Failure("the plaintext is not a message")
        stream.send(session.seal(memory.hear(plaintext) or plaintext, framing))


def serve(connection, options, peer):
    suite = asmtp.Suite(options.suite)
    with connection:
        stream = Stream(connection)
        try:
            if options.role == "responder":
                session = respond(stream, options, suite)
            else:
                session = initiate(stream, options, suite, peer)
            echo(stream, session, options.framing)
        except asmtp.Failure as failure:
            print(f"closed: {failure}", file=sys.stderr)
        except (Ended, OSError):
            pass


def address_of(text):
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def run_responder(options):
    host, port = address_of(options.addr)
    with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET) as server:
        host, port = server.getsockname()[:2]
        print(f"LISTEN {f'[{host}]' if ':' in host else host}:{port}", flush=True)
        # Stop when stdin ends: the runner has exited.
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), server.shutdown(socket.SHUT_RDWR)), daemon=True).start()
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection, options, None), daemon=True).start()


def run_initiator(options):
    if not options.persistent:
        serve(socket.create_connection(address_of(options.addr)), options, options.peer)
        return
    for line in sys.stdin:  # CONNECT host:port PUBLIC-KEY
        _, address, peer = line.split()
        try:
            connection = socket.create_connection(address_of(address))
        except OSError as error:
            print(f"cannot connect to {address}: {error}", file=sys.stderr)
            continue
        threading.Thread(target=serve, args=(connection, options, bytes.fromhex(peer)), daemon=True).start()


def main():
    if "--caps" in sys.argv:
        print(json.dumps(CAPABILITIES))
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("--role", required=True)
    parser.add_argument("--addr")
    parser.add_argument("--secret", required=True, type=bytes.fromhex)
    parser.add_argument("--peer", type=bytes.fromhex)
    parser.add_argument("--suite", default="ed25519")
    parser.add_argument("--framing", default="u32")
    parser.add_argument("--mode", default="echo")
    parser.add_argument("--persistent", action="store_true")
    options = parser.parse_args()
    wanted = {"roles": options.role, "suites": options.suite, "framings": options.framing}
    if any(value not in CAPABILITIES[key] for key, value in wanted.items()) or options.mode != "echo":
        return UNSUPPORTED
    (run_responder if options.role == "responder" else run_initiator)(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
