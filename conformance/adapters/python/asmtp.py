"""A minimal implementation of ASMTP version 1, for an adapter without a library.

    session = Session(Suite("ed25519"), static_secret, expects=peer_public)
    stream.sendall(session.initialize())
    session.read_response(stream_bytes)
    frame = session.seal(plaintext)

Numbers such as HS-13 are clauses of SPEC.md. Needs PyNaCl (Debian: python3-nacl), a binding of libsodium.
"""

import hashlib
import hmac
import os

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

VERSION = b"\x01"
TAG_SIZE = 16
INITIALIZE_SIZE = 97  # version 1 | e 32 | s 32 + tag 16 | tag 16
RESPONSE_SIZE = 49  # version 1 | e 32 | tag 16
HEADER_SIZES = {"u32": 4, "u16": 2}
LENGTH_MAX = {"u32": 1 << 24, "u16": 65_533}

P = 2**255 - 19


class Failure(Exception):
    """Ends the connection without a reply."""


class Suite:
    """The keys and the Diffie-Hellman function of a suite (sections 3.2 and 3.3)."""

    def __init__(self, name):
        self.protocol_name = f"Noise_IK_{name}_ChaChaPoly_BLAKE2b".encode()
        self.is_ed25519 = name == "ed25519"

    def public(self, secret):
        if self.is_ed25519:
            return sodium.crypto_sign_seed_keypair(secret)[0]
        return sodium.crypto_scalarmult_base(secret)

    def dh(self, secret, public):
        if self.is_ed25519:
            secret = hashlib.sha512(secret).digest()[:32]
            y = (int.from_bytes(public, "little") & (2**255 - 1)) % P
            u = (1 + y) * pow(1 - y, P - 2, P) % P  # y = 1 gives 0 (CRY-12)
            public = u.to_bytes(32, "little")
        try:
            return sodium.crypto_scalarmult(secret, public)
        except (CryptoError, RuntimeError) as error:  # 32 zero bytes (CRY-14)
            raise Failure("the public key has low order") from error


def blake2b(data, size=64):
    return hashlib.blake2b(data, digest_size=size).digest()


def hkdf(chaining_key, material):
    """Two outputs of 64 bytes (CRY-19, CRY-20)."""
    extracted = hmac.digest(chaining_key, material, "blake2b")
    first = hmac.digest(extracted, b"\x01", "blake2b")
    return first, hmac.digest(extracted, first + b"\x02", "blake2b")


def nonce(n):
    return bytes(4) + n.to_bytes(8, "little")  # CRY-16


class CipherState:
    def __init__(self, key):
        self.k = key
        self.n = 0

    def encrypt(self, plaintext, ad=b""):
        sealed = sodium.crypto_aead_chacha20poly1305_ietf_encrypt(plaintext, ad, nonce(self.n), self.k)
        self.n += 1
        return sealed

    def decrypt(self, ciphertext, ad=b""):
        try:
            plaintext = sodium.crypto_aead_chacha20poly1305_ietf_decrypt(
                ciphertext, ad, nonce(self.n), self.k
            )
        except (CryptoError, ValueError) as error:
            raise Failure("the tag does not verify") from error
        self.n += 1
        return plaintext

    def rekey(self):
        """Replaces the key and keeps the nonce (CRY-17, TR-5)."""
        self.k = sodium.crypto_aead_chacha20poly1305_ietf_encrypt(bytes(32), b"", nonce(2**64 - 1), self.k)[:32]


class Session:
    """One handshake and the frames after it (sections 4 and 5). `expects` is the responder's public key."""

    def __init__(self, suite, static_secret, expects=None):
        self.suite = suite
        self.s = static_secret
        self.e = os.urandom(32)
        self.rs = expects
        self.h = self.ck = suite.protocol_name.ljust(64, b"\0")  # HS-11
        self.cipher = None
        self.mix_hash(b"")  # the prologue (HS-12)
        self.mix_hash(expects if expects else suite.public(static_secret))

    # ---- the initiator

    def initialize(self):
        """-> e, es, s, ss"""
        message = self.write_e()
        self.mix_key(self.suite.dh(self.e, self.rs))
        message += self.encrypt_and_hash(self.suite.public(self.s))
        self.mix_key(self.suite.dh(self.s, self.rs))
        return VERSION + message + self.encrypt_and_hash(b"")

    def read_response(self, frame):
        """<- e, ee, se"""
        re = self.read_e(frame)
        self.mix_key(self.suite.dh(self.e, re))
        self.mix_key(self.suite.dh(self.s, re))
        self.decrypt_and_hash(frame[33:])
        self.sender, self.receiver = self.split()  # HS-23

    # ---- the responder

    def read_initialize(self, frame):
        """-> e, es, s, ss. Sets rs, the identity to check before the response (HS-20)."""
        self.re = self.read_e(frame)
        self.mix_key(self.suite.dh(self.s, self.re))
        self.rs = self.decrypt_and_hash(frame[33:81])
        self.mix_key(self.suite.dh(self.s, self.rs))
        self.decrypt_and_hash(frame[81:])

    def response(self):
        """<- e, ee, se"""
        message = self.write_e()
        self.mix_key(self.suite.dh(self.e, self.re))
        self.mix_key(self.suite.dh(self.e, self.rs))
        message += self.encrypt_and_hash(b"")
        self.receiver, self.sender = self.split()
        return VERSION + message

    # ---- frames: a new key after each, in either direction (TR-3, TR-4)

    def seal(self, plaintext, framing):
        ciphertext = self.sender.encrypt(plaintext)
        self.sender.rekey()
        return len(ciphertext).to_bytes(HEADER_SIZES[framing], "big") + ciphertext

    def open(self, ciphertext):
        plaintext = self.receiver.decrypt(ciphertext)
        self.receiver.rekey()
        return plaintext

    # ---- SymmetricState

    def mix_hash(self, data):
        self.h = blake2b(self.h + data)

    def mix_key(self, material):
        self.ck, key = hkdf(self.ck, material)
        self.cipher = CipherState(key[:32])  # CRY-21

    def encrypt_and_hash(self, plaintext):
        ciphertext = self.cipher.encrypt(plaintext, self.h)
        self.mix_hash(ciphertext)
        return ciphertext

    def decrypt_and_hash(self, ciphertext):
        plaintext = self.cipher.decrypt(ciphertext, self.h)
        self.mix_hash(ciphertext)
        return plaintext

    def split(self):
        return [CipherState(key[:32]) for key in hkdf(self.ck, b"")]

    def write_e(self):
        public = self.suite.public(self.e)
        self.mix_hash(public)
        return public

    def read_e(self, frame):
        if frame[:1] != VERSION:  # HS-8, HS-9
            raise Failure("unsupported version")
        self.mix_hash(frame[1:33])
        return frame[1:33]


# ---- messages (sections 7 to 9) -------------------------------------------------------------------------------------


def is_message(plaintext):
    """Whether a decoder accepts the plaintext of a frame."""
    sizes = {4: 17, 5: 33, 6: 33, 7: 37}  # GET-1, REG-1, DRG-1, QRY-1
    kind = plaintext[0] if plaintext else 0
    if kind in sizes:
        return len(plaintext) == sizes[kind]
    if kind == 1:
        return is_gossip(plaintext[1:])
    if kind == 2:
        return len(plaintext) >= 33  # TOP-1
    return kind == 3 and len(plaintext) >= 17 and are_blocks(plaintext[17:])


def verifies(signature, key, data):
    """libsodium makes the checks that CRY-24 to CRY-30 require."""
    try:
        return sodium.crypto_sign_open(signature + data, key) == data
    except (CryptoError, ValueError):
        return False


def is_gossip(body):
    info = int.from_bytes(body[:2], "big")
    address = 4 if info & 0x8000 else 16  # GOS-1
    signed = 2 + 32 + 4 + address + 2 + 33 * (info & 0x3FF)
    if len(body) != signed + 64:  # GOS-5
        return False
    return verifies(body[signed:], body[2:34], body[:signed])


def split_blocks(data):
    """The blocks after their sizes, or None if the sizes do not fit."""
    blocks, start = [], 0
    while start < len(data):
        end = start + 4 + int.from_bytes(data[start : start + 4], "big")
        if start + 4 > len(data) or end > len(data):
            return None
        blocks.append(data[start + 4 : end])
        start = end
    return blocks


def are_blocks(data):
    blocks = split_blocks(data)
    return blocks is not None and all(map(is_block, blocks))


def is_block(block):
    header, content = block[:136], block[136:]
    return (
        len(block) >= 136
        and int.from_bytes(header[2:4], "big") == len(content)
        and blake2b(content, 16) == header[8:24]
        and verifies(header[72:], header[40:72], header[:72])
        and are_entries(content)
    )


def split_entries(content):
    """The entries as (type, body), or None if the content is not a sequence of entries."""
    entries = []
    while content:
        kind = int.from_bytes(content[:2], "big") if len(content) > 2 else 0
        size = {1: 154, 2: 38, 3: 39 + 88 * content[2] if len(content) > 2 else 0}.get(kind, 0)
        if size == 0 or size > len(content):
            return None
        entries.append((kind, content[2:size]))
        content = content[size:]
    return entries


def are_entries(content):
    entries = split_entries(content)
    return entries is not None and all(kind != 1 or is_registration(body) for kind, body in entries)


def is_registration(entry):
    return entry[80:84] < entry[84:88] and verifies(entry[88:], entry[:32], entry[:88])  # PAS-18, PAS-19
