// A minimal test for the finding of conformance/FINDINGS.md in noise-handshake. It fails with a version that
// has fixed the bug.
import assert from 'node:assert';
import test from 'node:test';
import CipherState from 'noise-handshake/cipher.js';

test('finding 10: the nonce 2^32 is the nonce 0', () => {
  const state = new CipherState(Buffer.alloc(32, 7));
  const first = state.encrypt(Buffer.from('message'));
  state.setNonce(2 ** 32);
  assert.deepEqual(state.encrypt(Buffer.from('message')), first);
});
