// Owns the hash behind fingerprints.

/**
 * SHA-256 of a text's UTF-8 bytes, in hexadecimal. Node's crypto is loaded by the first who asks: it costs
 * a tenth of a `node -e 0`, and most commands that prompts and scripts call need no fingerprint.
 */
export function sha256Hex(text: string): string {
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto.hash('sha256', text);
}

let crypto: typeof import('node:crypto') | undefined;
