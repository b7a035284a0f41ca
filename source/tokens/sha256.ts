// The hash behind fingerprints: SHA-256 (FIPS 180-4).

/** How many more take less time in plain JavaScript than loading Node's crypto does: a tenth of `node -e 0`. */
let plain = 32;
let crypto: typeof import('node:crypto') | undefined;

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export function sha256Hex(text: string): string {
  if (plain > 0) {
    plain -= 1;
    return plainSha256Hex(text);
  }
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto.hash('sha256', text);
}

/** Tells how many will be asked for: many are not begun in plain JavaScript. */
export function expectHashes(count: number): void {
  if (count > plain) plain = 0;
}

// From here on for the interpreter: a hash or ten are over before any of it is compiled. So the loops are plain,
// nothing is called in them, and no element is asked whether it is there.

let constants: { start: Int32Array; rounds: Int32Array } | undefined;
const schedule = new Int32Array(64);

/** The same in JavaScript alone. Names as in the standard. */
export function plainSha256Hex(text: string): string {
  constants ??= constantsOf();
  const hash = constants.start.slice();
  const message = padded(Buffer.from(text));
  for (let block = 0; block < message.length; block += 64) {
    mix(hash, message, block, constants.rounds);
  }
  return Array.from(hash, word => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The first 32 bits behind the point, of the roots of the first 64 primes. */
function constantsOf() {
  const start = new Int32Array(8);
  const rounds = new Int32Array(64);
  const fraction = (value: number) => (value - Math.floor(value)) * 2 ** 32;
  for (let n = 2, found = 0; found < 64; n++) {
    let divisor = 2;
    while (n % divisor !== 0) divisor++;
    if (divisor < n) continue;
    if (found < 8) start[found] = fraction(Math.sqrt(n));
    rounds[found++] = fraction(Math.cbrt(n));
  }
  return { start, rounds };
}

/** With a 1 bit, zeros, and the length in bits at the end of the last block. */
function padded(bytes: Uint8Array): Uint8Array {
  const message = Buffer.alloc((((bytes.length + 8) >> 6) + 1) * 64);
  message.set(bytes);
  message[bytes.length] = 0x80;
  message.writeUIntBE(bytes.length * 8, message.length - 6, 6);
  return message;
}

function mix(hash: Int32Array, bytes: Uint8Array, block: number, k: Int32Array): void {
  const w = schedule;
  let a = hash[0] as number;
  let b = hash[1] as number;
  let c = hash[2] as number;
  let d = hash[3] as number;
  let e = hash[4] as number;
  let f = hash[5] as number;
  let g = hash[6] as number;
  let h = hash[7] as number;
  for (let t = 0, at = block; t < 64; t++, at += 4) {
    let word: number;
    if (t < 16) {
      const high = ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16);
      word = high | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    } else {
      const p = w[t - 15] as number;
      const q = w[t - 2] as number;
      const s0 = ((p >>> 7) | (p << 25)) ^ ((p >>> 18) | (p << 14)) ^ (p >>> 3);
      const s1 = ((q >>> 17) | (q << 15)) ^ ((q >>> 19) | (q << 13)) ^ (q >>> 10);
      word = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0;
    }
    w[t] = word;
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (k[t] as number) + word) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
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
  hash[0] = (hash[0] as number) + a;
  hash[1] = (hash[1] as number) + b;
  hash[2] = (hash[2] as number) + c;
  hash[3] = (hash[3] as number) + d;
  hash[4] = (hash[4] as number) + e;
  hash[5] = (hash[5] as number) + f;
  hash[6] = (hash[6] as number) + g;
  hash[7] = (hash[7] as number) + h;
}
