#!/usr/bin/env python3
"""Learns the Mealy machine of an implementation over stdin and stdout (active automata learning, AALpy).

    learner.py SEED SYMBOL...

    > RESET                    starts a fresh session, before each word
    > SAY init                 asks for the answer to a symbol
    < response
    > STATE {"init": ["response", 1], ...}     a state of the machine, from 0, the initial one
    > END

The learned machine has passed the Wp-method for one additional state, and random words beyond that.
"""

import json
import random
import sys

NO_AALPY = 3  # exit status; learner.cc reports stderr as it is

try:
    from aalpy.base import SUL
    from aalpy.base.SUL import CacheSUL
    from aalpy.learning_algs import run_KV
    from aalpy.oracles import RandomWpMethodEqOracle, WpMethodEqOracle
except ModuleNotFoundError as missing:
    if missing.name != "aalpy":
        raise
    print("AALpy is missing: run './asmtp conform learn', which installs it, or set "
          "ASMTP_LEARNER_PYTHON to a Python that has it", file=sys.stderr)
    sys.exit(NO_AALPY)

RANDOM_WORDS = 200


class Implementation(SUL):
    def pre(self):
        print("RESET", flush=True)

    def post(self):
        pass

    def step(self, letter):
        print("SAY", letter, flush=True)
        answer = sys.stdin.readline()
        if not answer:
            sys.exit(1)
        return answer.strip()


class OneStateMore(WpMethodEqOracle):
    """Complete for implementations with one state more than the hypothesis."""

    def __init__(self, alphabet, sul):
        super().__init__(alphabet, sul)
        self.random = RandomWpMethodEqOracle(alphabet, sul, expected_length=4, num_tests=RANDOM_WORDS)

    def find_cex(self, hypothesis):
        self.m = len(hypothesis.states) + 1
        return super().find_cex(hypothesis) or self.random.find_cex(hypothesis)


def rows_of(machine, alphabet):
    states = [machine.initial_state]
    states += [state for state in machine.states if state is not machine.initial_state]
    return [{letter: [state.output_fun[letter], states.index(state.transitions[letter])]
             for letter in alphabet} for state in states]


def main():
    random.seed(int(sys.argv[1]))
    alphabet = sys.argv[2:]
    sul = CacheSUL(Implementation())
    machine = run_KV(alphabet, sul, OneStateMore(alphabet, sul), "mealy",
                     cache_and_non_det_check=False, print_level=0)
    for row in rows_of(machine, alphabet):
        print("STATE", json.dumps(row), flush=True)
    print("END", flush=True)


main()
