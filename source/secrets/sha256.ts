// SHA-256 by Node's crypto, loaded for the first hash: most calls from a shell's prompt need none.

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const sha256Hex = (text: string): string =>
  process.getBuiltinModule('node:crypto').hash('sha256', text);
