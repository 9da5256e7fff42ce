// A session of noise-handshake. Adds the version byte, frames, and the rekey after each message. The
// transport uses the library's CipherState.
import {promisify} from 'node:util';
import CipherState from 'noise-handshake/cipher.js';
import x25519 from 'noise-handshake/dh.js';
import NoiseState from 'noise-handshake';
import sodium from 'sodium-universal';
import ed25519 from './ed25519.js';

const CURVES = {ed25519, 25519: x25519};
const VERSION = Buffer.of(1);
const RESPONSE_SIZE = 49;
const INITIALIZE_SIZE = 97;
const TAG_SIZE = 16;
const HEADER_SIZES = {u32: 4, u16: 2};
const LENGTH_MAX = {u32: 65_535, u16: 65_533}; // u32: the limit of Noise and of the library
const REKEY_NONCE = Buffer.from('00000000ffffffffffffffff', 'hex');

// Performs the handshake. Fails if the other side is not `peer`.
export async function openSession(socket, {role, suite, framing, secret, peer}) {
  const stream = new Stream(socket);
  const curve = CURVES[suite];
  const noise = new NoiseState('IK', role === 'initiator', curve.generateKeyPair(secret), {curve});
  noise.initialise(Buffer.alloc(0), peer);
  if (role === 'initiator') {
    await stream.write(VERSION, noise.send());
    noise.recv(await readHandshake(stream, RESPONSE_SIZE));
  } else {
    noise.recv(await readHandshake(stream, INITIALIZE_SIZE));
    if (!peer.equals(noise.rs)) throw new Error('unexpected initiator'); // HS-21
    await stream.write(VERSION, noise.send());
  }
  return new Session(stream, framing, new CipherState(noise.tx), new CipherState(noise.rx));
}

async function readHandshake(stream, size) {
  const frame = await stream.read(size);
  if (frame === null) throw new Error('closed before the handshake');
  if (frame[0] !== VERSION[0]) throw new Error('unsupported version'); // HS-8, HS-9
  return frame.subarray(1);
}

class Session {
  constructor(stream, framing, sends, opens) {
    Object.assign(this, {stream, sends, opens, headerSize: HEADER_SIZES[framing], lengthMax: LENGTH_MAX[framing]});
  }

  async send(plaintext) {
    const length = plaintext.length + TAG_SIZE;
    if (length > this.lengthMax) throw new Error('the plaintext is too large for a frame'); // FR-8
    const header = Buffer.alloc(this.headerSize);
    header.writeUIntBE(length, 0, this.headerSize);
    const ciphertext = this.sends.encrypt(plaintext);
    rekey(this.sends); // TR-3
    await this.stream.write(header, ciphertext);
  }

  // Returns the next plaintext, or null if the other side has ended its direction.
  async receive() {
    const header = await this.stream.read(this.headerSize);
    if (header === null) return null;
    const length = header.readUIntBE(0, this.headerSize);
    if (length < TAG_SIZE || length > this.lengthMax) throw new Error(`invalid length ${length}`); // FR-12, FR-13
    const ciphertext = await this.stream.read(length);
    if (ciphertext === null) throw new Error('the stream ends inside a frame'); // FR-19
    const plaintext = this.opens.decrypt(ciphertext);
    rekey(this.opens); // TR-4
    return plaintext;
  }
}

// REKEY of Noise: the first 32 bytes of ENCRYPT(k, 2^64 - 1, "", 32 zero bytes). Keeps the nonce.
function rekey(state) {
  const sealed = Buffer.alloc(32 + TAG_SIZE);
  sodium.crypto_aead_chacha20poly1305_ietf_encrypt(sealed, Buffer.alloc(32), null, null, REKEY_NONCE, state.key);
  state.key.fill(0); // TR-12
  state.key = sealed.subarray(0, 32);
}

// Reads a given number of bytes from a socket, however they are segmented.
class Stream {
  constructor(socket) {
    this.send = promisify(socket.write).bind(socket);
    this.pieces = socket.iterator({destroyOnReturn: false}); // its end may come before our own
    this.rest = Buffer.alloc(0);
  }

  write(...parts) {
    return this.send(Buffer.concat(parts));
  }

  // Returns `size` bytes, or null at the end of the stream. Memory grows with the received bytes (RES-4).
  async read(size) {
    const parts = [this.rest];
    let total = this.rest.length;
    while (total < size) {
      const {value: piece, done} = await this.pieces.next();
      if (done && total > 0) throw new Error('the stream ends inside a frame'); // FR-19
      if (done) return null;
      parts.push(piece);
      total += piece.length;
    }
    const bytes = parts.length === 1 ? this.rest : Buffer.concat(parts, total);
    this.rest = bytes.subarray(size);
    return bytes.subarray(0, size);
  }
}
