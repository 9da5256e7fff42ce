"""The ledger of a passport (section 10 of SPEC.md), and the answer of an adapter of tier T2 (conformance/README.md).

    memory = Memory()
    answer = memory.hear(message)      # None, or the message to send in place of the echo
"""

from asmtp import blake2b, split_blocks, split_entries

QUESTION = b"\x02asmtp-conformance: ledger state?"  # a Topic without content


class Rejected(Exception):
    """A block breaks a rule of section 10."""


def require(condition, clause):
    if not condition:
        raise Rejected(clause)


class Ledger:
    """The state after some blocks. It starts with the first."""

    def __init__(self, first):
        self.passport_id = blake2b(first[:136], 16)  # LED-3
        self.active = frozenset()
        self.aliases = frozenset()
        self.shared_key = b""  # created at, key
        require(first[24:40] == bytes(16), "LED-2")
        self.apply(first)
        require(first[40:72] in self.active, "LED-4")

    def append(self, block):
        """Applies the next block, all of it or nothing (LED-13)."""
        require(block[24:40] == self.last_hash, "LED-5")
        require(block[40:72] in self.active, "LED-6")
        before = dict(vars(self))
        try:
            self.apply(block)
        except Rejected:
            vars(self).update(before)
            raise

    def apply(self, block):
        time, author = block[4:8], block[40:72]  # times of 4 bytes compare like numbers
        for kind, entry in split_entries(block[136:]):
            if kind == 1:
                self.register(entry, time, author)
            elif kind == 2:
                self.deregister(entry, time)
            else:
                require(entry[33:37] <= time, "LED-15")
                self.shared_key = entry[33:37] + entry[1:33]  # LED-27
        self.last_hash = blake2b(block[:136], 16)  # PAS-9

    def register(self, entry, time, author):
        key, alias, passport_id, created, timeout = entry[:32], entry[32:64], entry[64:80], entry[80:84], entry[84:88]
        alias = alias.split(b"\0")[0]  # LED-22
        require(created <= time, "LED-15")
        require(timeout >= time, "LED-16")
        require(key == author or passport_id == self.passport_id, "LED-18")
        require(key not in self.active, "LED-20")
        require(alias not in self.aliases, "LED-21")
        self.active |= {key}
        self.aliases |= {alias}

    def deregister(self, entry, time):
        key = entry[:32]
        require(entry[32:36] <= time, "LED-15")
        require(key in self.active, "LED-25")
        require(len(self.active) > 1, "LED-26")
        self.active -= {key}


def state_of(put_passport):
    """What the ledger makes of a PutPassport, as the content of an answer."""
    blocks = split_blocks(put_passport[17:])
    ledger, taken = None, 0
    try:
        for block in blocks:
            if ledger:
                ledger.append(block)
            else:
                ledger = Ledger(block)
                require(ledger.passport_id == put_passport[1:17], "LED-28")
            taken += 1
    except Rejected:
        pass
    accepts = 0 < taken == len(blocks)  # LED-1, LED-14
    content = bytes([accepts]) + taken.to_bytes(4, "big")
    if taken:
        content += ledger.passport_id + len(ledger.active).to_bytes(2, "big")
        content += b"".join(sorted(ledger.active)) + ledger.shared_key
    return content


class Memory:
    """What a session remembers: its last PutPassport."""

    def __init__(self):
        self.put_passport = bytes([3]) + bytes(16)

    def hear(self, message):
        if message[0] == 3:
            self.put_passport = message
        return QUESTION + state_of(self.put_passport) if message == QUESTION else None
