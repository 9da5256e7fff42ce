#!/usr/bin/python3
"""adapter.py with one fault of a program: a thread, a buffer, a socket or a signal that is handled wrongly.

    faulty_adapter.py --list-faults
    faulty_adapter.py --fault sigpipe --role responder --addr 127.0.0.1:0 ...    options of adapter.py

The name `none` changes nothing. A fault replaces one function or setting; the table FAULTS has a row for each.
"""

import argparse
import contextlib
import itertools
import os
import select
import signal
import socket
import sys
import threading
import time
import typing

import adapter
import asmtp

echo = adapter.echo
initiate = adapter.initiate
is_message = asmtp.is_message
serve = adapter.serve
take = adapter.Stream.take
accept = socket.socket.accept

# ---- reading


def take_one_read(stream, size):
    """Takes one read for all of a frame. Handshake frames are read in full, so that only frames show the fault."""
    if size in (asmtp.INITIALIZE_SIZE, asmtp.RESPONSE_SIZE):
        return take(stream, size)
    taken = stream.connection.recv(size)
    if not taken:
        raise adapter.Ended
    return taken


def take_while_full(stream, size):
    """Reads into 4,096 bytes, and takes a read that fills them as a sign that more is coming."""
    buffered = getattr(stream, "buffered", b"")
    while len(buffered) < size:
        piece = bytes(4096)
        while len(piece) == 4096:
            piece = stream.connection.recv(4096)
            if not piece:
                raise adapter.Ended
            buffered += piece
    stream.buffered = buffered[size:]
    return buffered[:size]


PARTIAL = bytearray()  # what has arrived of an incomplete frame, of any connection


def take_through_one_buffer(stream, size):
    piece = stream.connection.recv(size)
    if len(piece) == size:
        return piece
    PARTIAL.extend(piece)
    while piece and len(PARTIAL) < size:
        piece = stream.connection.recv(max(1, size - len(PARTIAL)))
        PARTIAL.extend(piece)
    if not piece:
        PARTIAL.clear()  # so a later connection alone does not show the fault
        raise adapter.Ended
    taken = bytes(PARTIAL[:size])
    del PARTIAL[:size]
    return taken


def take_into_announced_size(stream, size):
    buffer = bytearray(b"\xff") * size  # written, because untouched memory is not resident
    view = memoryview(buffer)
    while len(view) > 0:
        count = stream.connection.recv_into(view)
        if count == 0:
            raise adapter.Ended
        view = view[count:]
    return bytes(buffer)


def accept_and_ask(server):
    connection, address = accept(server)
    connection.getpeername()  # fails if the peer is gone, and ends run_responder()
    return connection, address


# ---- writing


def send_if_it_fits(stream, data):
    if select.select([], [stream.connection], [], 0)[1]:
        stream.connection.sendall(data)


def send_once(stream, data):
    select.select([], [stream.connection], [])
    stream.connection.send(data, socket.MSG_DONTWAIT)


def send_when_drained(stream, data):
    stream.waiting = getattr(stream, "waiting", b"") + data
    if not select.select([stream.connection], [], [], 0)[0]:
        stream.connection.sendall(stream.waiting)
        stream.waiting = b""


def send_unflushed(stream, data):
    """Flushes the first write, which is the handshake frame, and leaves frames in a buffer of 4,096 bytes."""
    if not hasattr(stream, "file"):
        stream.file = stream.connection.makefile("wb", 4096)
        stream.file.write(data)
        stream.file.flush()
    else:
        stream.file.write(data)


def die_of_sigpipe():  # as a program in C does by default
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


# ---- threads

NONCE = bytearray(12)


def encrypt_with_shared_nonce(cipher, plaintext, ad=b""):
    NONCE[:] = asmtp.nonce(cipher.n)
    time.sleep(0)  # lets another thread run, as a thread on another processor would
    nonce = bytes(NONCE)
    cipher.n += 1
    return asmtp.sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, ad, nonce, cipher.k)


SLOTS = threading.BoundedSemaphore(2)


def serve_two_at_once(connection, options, peer):
    with SLOTS:
        serve(connection, options, peer)


def echo_beside_exception(stream, session, framing):
    def fail():
        raise KeyError("sessions")

    threading.Thread(target=fail).start()
    echo(stream, session, framing)


SESSION = asmtp.Session.__new__(asmtp.Session)


def initiate_in_one_session(stream, options, suite, peer):
    vars(SESSION).update(vars(initiate(stream, options, suite, peer)))
    return SESSION


# ---- the end of a connection

SERVED = set()  # all connections of the process


def serve_and(after_failure):
    """adapter.serve, but calls `after_failure(connection, is_open)` before it closes."""

    def serve_with_fault(connection, options, peer):
        suite = asmtp.Suite(options.suite)
        with connection:
            stream = adapter.Stream(connection)
            session = None
            SERVED.add(connection)
            try:
                if options.role == "responder":
                    session = adapter.respond(stream, options, suite)
                else:
                    session = adapter.initiate(stream, options, suite, peer)
                adapter.echo(stream, session, options.framing)
            except asmtp.Failure as failure:
                print(f"closed: {failure}", file=sys.stderr)
                with contextlib.suppress(OSError):
                    after_failure(connection, session is not None)
            except (adapter.Ended, OSError):
                pass
            finally:
                SERVED.discard(connection)

    return serve_with_fault


def end_all(connection, is_open):
    if not is_open:
        for other in SERVED - {connection}:
            with contextlib.suppress(OSError):  # it has ended already
                other.shutdown(socket.SHUT_RDWR)


KEPT = []  # sockets that are never closed


def keep_socket(connection, is_open):
    if not is_open:
        KEPT.append(connection.dup())
        connection.shutdown(socket.SHUT_RDWR)


def end_own_direction(connection, is_open):
    connection.shutdown(socket.SHUT_WR)
    while connection.recv(65_536):
        pass


def echo_until_next_frame(stream, session, framing):
    is_bad = False
    while True:
        length = int.from_bytes(stream.take(asmtp.HEADER_SIZES[framing]), "big")
        if not asmtp.TAG_SIZE <= length <= asmtp.LENGTH_MAX[framing]:
            raise asmtp.Failure(f"invalid length {length}")
        ciphertext = stream.take(length)
        if is_bad:
            raise asmtp.Failure("the plaintext before this frame is not a message")
        plaintext = session.open(ciphertext)
        is_bad = not asmtp.is_message(plaintext)
        if not is_bad:
            stream.send(session.seal(plaintext, framing))


def echo_for_3s(stream, session, framing):
    def end():
        with contextlib.suppress(OSError):  # it has ended already
            stream.connection.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(3, end)
    timer.daemon = True
    timer.start()
    echo(stream, session, framing)


def echo_unless_idle(stream, session, framing):
    stream.connection.settimeout(1)
    echo(stream, session, framing)


# ---- keys and identities

POOL = itertools.cycle([os.urandom(32) for _ in range(4)])
begin = asmtp.Session.__init__


def begin_with_pooled_key(session, suite, static_secret, expects=None):
    begin(session, suite, static_secret, expects)
    session.e = next(POOL)


def respond_to_c_string(stream, options, suite):
    session = asmtp.Session(suite, options.secret)
    session.read_initialize(stream.take(asmtp.INITIALIZE_SIZE))
    if session.rs.split(b"\0")[0] != options.peer.split(b"\0")[0]:
        raise asmtp.Failure("unexpected initiator")
    stream.send(session.response())
    return session


def respond_unless_ended(stream, options, suite):
    session = asmtp.Session(suite, options.secret)
    session.read_initialize(stream.take(asmtp.INITIALIZE_SIZE))
    connection = stream.connection
    if select.select([connection], [], [], 0.2)[0] and not connection.recv(1, socket.MSG_PEEK):
        raise asmtp.Failure("the stream has ended before the response")
    if session.rs != options.peer:
        raise asmtp.Failure("unexpected initiator")
    stream.send(session.response())
    return session


# ---- memory

LEAKED = []


def leak_and_judge(plaintext):
    LEAKED.append(bytearray(b"\xff") * (1 << 20))
    return is_message(plaintext)


def are_blocks_by_recursion(data):
    """Aborts where the stack ends, as a compiled program does."""
    if not data:
        return True
    size = int.from_bytes(data[:4], "big")
    if len(data) < 4 or size < 136 or size > len(data) - 4 or not asmtp.is_block(data[4 : 4 + size]):
        return False
    try:
        return are_blocks_by_recursion(data[4 + size :])
    except RecursionError:
        os.abort()


# ---- the table


class Fault(typing.NamedTuple):
    clause: str  # the clause of SPEC.md that it breaks; empty if it breaks the contract of conformance/README.md only
    roles: str
    sentence: str  # its subject is the adapter
    apply: typing.Callable[[], object]


def replaces(owner, name, function):
    return lambda: setattr(owner, name, function)


BOTH = "responder initiator"

FAULTS = {
    "none": Fault("", BOTH, "has no fault.", lambda: None),
    "one-read-is-a-frame": Fault(
        "FR-16", BOTH, "takes one read for a whole length field or ciphertext.",
        replaces(adapter.Stream, "take", take_one_read)),
    "buffer-of-4096": Fault(
        "FR-17", BOTH, "reads on when a read has filled its buffer of 4,096 bytes.",
        replaces(adapter.Stream, "take", take_while_full)),
    "shared-receive-buffer": Fault(
        "FR-16", BOTH, "keeps the incomplete frames of all connections in one buffer.",
        replaces(adapter.Stream, "take", take_through_one_buffer)),
    "buffers-announced-size": Fault(
        "RES-4", BOTH, "fills a buffer of the announced size before it reads the ciphertext.",
        replaces(adapter.Stream, "take", take_into_announced_size)),
    "asks-who-it-accepts": Fault(
        "ERR-9", "responder", "accepts nobody after a peer that was gone before it was accepted.",
        replaces(socket.socket, "accept", accept_and_ask)),
    "answers-when-drained": Fault(
        "FR-17", BOTH, "sends its echoes when no byte is left to read.",
        replaces(adapter.Stream, "send", send_when_drained)),
    "unsent-frame-dropped": Fault(
        "TR-1", BOTH, "drops a frame if the socket cannot be written at once.",
        replaces(adapter.Stream, "send", send_if_it_fits)),
    "short-write-dropped": Fault(
        "FR-5", BOTH, "drops the rest of a frame of which the socket takes only a part.",
        replaces(adapter.Stream, "send", send_once)),
    "unflushed-output": Fault(
        "", BOTH, "sends echoes only when 4,096 bytes are waiting or the connection ends.",
        replaces(adapter.Stream, "send", send_unflushed)),
    "sigpipe": Fault(
        "ERR-9", BOTH, "dies of SIGPIPE when it writes to a peer that has gone.", die_of_sigpipe),
    "shared-nonce-buffer": Fault(
        "TR-1", BOTH, "writes the nonces of all threads into one static buffer.",
        replaces(asmtp.CipherState, "encrypt", encrypt_with_shared_nonce)),
    "pool-of-two": Fault(
        "", BOTH, "serves two connections at once; a third waits.",
        replaces(adapter, "serve", serve_two_at_once)),
    "uncaught-exception": Fault(
        "", BOTH, "ends a thread by an uncaught exception in each session, and echoes everything.",
        replaces(adapter, "echo", echo_beside_exception)),
    "one-session": Fault(
        "TR-2", "initiator", "has one static session for all its connections.",
        replaces(adapter, "initiate", initiate_in_one_session)),
    "failure-ends-all": Fault(
        "ERR-9", BOTH, "ends all other connections when a handshake fails.",
        replaces(adapter, "serve", serve_and(end_all))),
    "failed-socket-kept": Fault(
        "", BOTH, "shuts down the socket of a failed handshake, but never closes it.",
        replaces(adapter, "serve", serve_and(keep_socket))),
    "ends-own-direction": Fault(
        "ERR-4", BOTH, "ends only its own direction after a failure, and reads on.",
        replaces(adapter, "serve", serve_and(end_own_direction))),
    "closes-with-next-frame": Fault(
        "ERR-18", BOTH, "closes when the frame after a plaintext that is not a message has arrived.",
        replaces(adapter, "echo", echo_until_next_frame)),
    "closes-after-3s": Fault(
        "", BOTH, "closes 3 s after the handshake, in use or not.", replaces(adapter, "echo", echo_for_3s)),
    "closes-after-1s-idle": Fault(
        "", BOTH, "closes when nothing has arrived for 1 s.", replaces(adapter, "echo", echo_unless_idle)),
    "ephemeral-pool": Fault(
        "CRY-4", BOTH, "takes its ephemeral keys from a pool of four, in turn.",
        replaces(asmtp.Session, "__init__", begin_with_pooled_key)),
    "identity-as-c-string": Fault(
        "HS-25", "responder", "compares identities up to their first zero byte.",
        replaces(adapter, "respond", respond_to_c_string)),
    "end-ends-handshake": Fault(
        "ERR-2", "responder", "takes an end of the stream behind initialize to be a failure.",
        replaces(adapter, "respond", respond_unless_ended)),
    "leaks-per-message": Fault(
        "", BOTH, "leaks 1 MiB for each plaintext.", replaces(asmtp, "is_message", leak_and_judge)),
    "recursive-blocks": Fault(
        "RES-15", BOTH, "reads blocks by recursion, and aborts at about 900.",
        replaces(asmtp, "are_blocks", are_blocks_by_recursion)),
}


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False, add_help=False)
    parser.add_argument("--fault")
    parser.add_argument("--list-faults", action="store_true")
    options, sys.argv[1:] = parser.parse_known_args()
    if options.list_faults:
        for name, fault in FAULTS.items():
            print(f"{name:<24} {fault.clause:<7} {fault.roles:<20} {fault.sentence}")
        return 0
    if options.fault not in FAULTS:
        print("faulty_adapter.py: --fault needs a name; --list-faults prints all", file=sys.stderr)
        return 2
    FAULTS[options.fault].apply()
    return adapter.main()


if __name__ == "__main__":
    sys.exit(main())
