// The sandbox's random secrets and ids.
import { randomBytes } from 'node:crypto';

/**
 * 36 characters of [A-Za-z0-9_-], like the tail of a real Botpress token
 * (docs/notes/botpress-api.md).
 */
export function randomSecret(): string {
  return randomBytes(27).toString('base64url');
}

/** 24 hex digits. */
export function randomId(): string {
  return randomBytes(12).toString('hex');
}
