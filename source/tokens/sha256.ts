// Owns the hash behind fingerprints: SHA-256 (FIPS 180-4).

/** As many take less time in plain JavaScript than Node's crypto takes to load: a tenth of `node -e 0`. */
const few = 16;
let asked = 0;
let crypto: typeof import('node:crypto') | undefined;

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export function sha256Hex(text: string): string {
  asked += 1;
  if (asked <= few && crypto === undefined) return plainSha256Hex(text);
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto.hash('sha256', text);
}

const rotated = (word: number, by: number) => (word >>> by) | (word << (32 - by));
/** The first 32 bits behind the point. */
const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) | 0;

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++)
    if (found.every(prime => n % prime !== 0)) found.push(n);
  return found;
}

let constants: { start: Int32Array; rounds: Int32Array } | undefined;

function constantsOf() {
  const rounds = primes(64);
  return {
    start: Int32Array.from(rounds.slice(0, 8), prime => fraction(Math.sqrt(prime))),
    rounds: Int32Array.from(rounds, prime => fraction(Math.cbrt(prime))),
  };
}

/** The same in JavaScript alone. Names as in the standard. */
export function plainSha256Hex(text: string): string {
  constants ??= constantsOf();
  const hash = constants.start.slice();
  const message = padded(Buffer.from(text));
  const w = new Int32Array(64);
  for (let block = 0; block < message.length; block += 64) {
    for (let t = 0; t < 64; t++)
      w[t] = t < 16 ? message.readInt32BE(block + 4 * t) : expanded(w, t);
    mix(hash, w, constants.rounds);
  }
  return Array.from(hash, word => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** With a 1 bit, zeros, and the length in bits at the end of the last block. */
function padded(bytes: Buffer): Buffer {
  const message = Buffer.alloc((((bytes.length + 8) >> 6) + 1) * 64);
  bytes.copy(message);
  message[bytes.length] = 0x80;
  message.writeUIntBE(bytes.length * 8, message.length - 6, 6);
  return message;
}

function expanded(w: Int32Array, t: number): number {
  const [a = 0, b = 0] = [w[t - 15], w[t - 2]];
  const s0 = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
  const s1 = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
  return (w[t - 16] ?? 0) + s0 + (w[t - 7] ?? 0) + s1;
}

function mix(hash: Int32Array, w: Int32Array, k: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let t = 0; t < 64; t++) {
    const s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (k[t] ?? 0) + (w[t] ?? 0)) | 0;
    const s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) {
    hash[index] = (hash[index] ?? 0) + word;
  }
}
