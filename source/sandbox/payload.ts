// The JSON body of a request.
import { refuse } from './errors.ts';
import type { Answer } from './reply.ts';

/**
 * The strings of a JSON object body: the `required` ones, and the `optional` ones that are present.
 * Answers 400 InvalidPayload for broken JSON, a missing or unknown property, or a property that is
 * no string.
 */
export function readStrings<Required extends string, Optional extends string = never>(
  body: string,
  required: readonly Required[],
  optional: readonly Optional[] = [],
):
  | { ok: true; value: Record<Required, string> & Partial<Record<Optional, string>> }
  | { ok: false; answer: Answer } {
  const known: readonly string[] = [...required, ...optional];
  const parsed = parse(body);
  if (!isRecord(parsed)) return badBody('The body must be a JSON object');
  for (const [key, value] of Object.entries(parsed)) {
    if (!known.includes(key)) return badBody('The body must not have additional properties');
    if (typeof value !== 'string') return badBody(`body/${key} must be a string`);
  }
  const missing = required.find(key => !Object.hasOwn(parsed, key));
  if (missing !== undefined) return badBody(`The body must have the property '${missing}'`);
  return {
    ok: true,
    value: parsed as Record<Required, string> & Partial<Record<Optional, string>>,
  };
}

/** The value of a JSON text; undefined if it is not valid. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object in a JSON text; null if there is none. */
export function recordIn(text: string): Record<string, unknown> | null {
  const parsed = parse(text);
  return isRecord(parsed) ? parsed : null;
}

function badBody(message: string): { ok: false; answer: Answer } {
  return { ok: false, answer: invalid(message) };
}

export const invalid = (message: string) => refuse('InvalidPayload', message);
