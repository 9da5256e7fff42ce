// The DH of the suite `ed25519` (SPEC.md, section 3.3) as a curve of noise-handshake: X25519 with converted
// Ed25519 keys.
import x25519 from 'noise-handshake/dh.js';
import sodium from 'sodium-universal';

const SIZE = 32;
const P = 2n ** 255n - 19n;

export default {
  ALG: 'ed25519', // in the protocol name, which is hashed
  DHLEN: SIZE,
  PKLEN: SIZE,
  SKLEN: SIZE,

  generateKeyPair(seed = randomSeed()) {
    const publicKey = Buffer.alloc(SIZE);
    sodium.crypto_sign_seed_keypair(publicKey, Buffer.alloc(sodium.crypto_sign_SECRETKEYBYTES), seed);
    return {publicKey, secretKey: seed};
  },

  dh(publicKey, {secretKey: seed}) {
    const digest = Buffer.alloc(sodium.crypto_hash_sha512_BYTES);
    sodium.crypto_hash_sha512(digest, seed);
    return x25519.dh(montgomery(publicKey), {secretKey: digest.subarray(0, SIZE)}); // throws on zeros (CRY-14)
  },
};

function randomSeed() {
  const seed = Buffer.alloc(SIZE);
  sodium.randombytes_buf(seed);
  return seed;
}

// Returns u = (1 + y) / (1 - y) mod p, or 0 if y is 1 (CRY-9 to CRY-12). Unlike libsodium's conversion, it
// rejects no point (CRY-13).
function montgomery(publicKey) {
  const y = BigInt.asUintN(255, numberOf(publicKey));
  const inverse = power(P + 1n - (y % P), P - 2n);
  return bytesOf(((1n + y) * inverse) % P);
}

function power(base, exponent) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % P;
    if (bit === '1') result = (result * base) % P;
  }
  return result;
}

const numberOf = (bytes) => BigInt('0x' + Buffer.from(bytes).reverse().toString('hex'));
const bytesOf = (number) => Buffer.from(number.toString(16).padStart(2 * SIZE, '0'), 'hex').reverse();
