// A deployed thing in the form that the API stores: absent fields get defaults, and null removes an
// entry.
import { isRecord } from './payload.ts';

export type Fields = Record<string, unknown>;

/** A default overridden by a value: objects are merged, anything else is replaced. */
function over(before: unknown, value: unknown): unknown {
  if (!isRecord(before) || !isRecord(value)) return value;
  const merged: Fields = { ...before };
  for (const [key, one] of Object.entries(value)) {
    if (one === null && key in merged && isRecord(merged[key])) delete merged[key];
    else if (one !== null || !(key in merged)) merged[key] = over(merged[key], one);
  }
  return merged;
}

/** How one field of a body is stored. */
type Field =
  /** Unchanged. */
  | 'value'
  /** Merged into the stored value. */
  | 'object'
  /** Entries by name, merged over the default `each` and the stored entry; null removes one. */
  | { each: Fields };

export type KeptFields = Readonly<Record<string, Field>>;

/** The stored fields after a deployment; fields outside the layout are ignored. Pure. */
export function applied(layout: KeptFields, before: Fields, body: Fields): Fields {
  const after: Fields = { ...before };
  for (const [key, field] of Object.entries(layout)) {
    const value = body[key];
    if (value === undefined) continue;
    if (field === 'value') after[key] = value;
    else if (field === 'object') after[key] = over(before[key] ?? {}, value);
    else after[key] = entries(before[key], value, field.each);
  }
  return after;
}

function entries(before: unknown, value: unknown, blank: Fields): Fields {
  const kept: Fields = isRecord(before) ? { ...before } : {};
  for (const [name, entry] of Object.entries(isRecord(value) ? value : {})) {
    if (entry === null) delete kept[name];
    else kept[name] = over(over(blank, kept[name] ?? {}), entry);
  }
  return kept;
}

const schema = {};

/** The fields that the official schemas require of an entry, with their defaults. */
export const blanks = {
  state: { type: 'conversation', schema },
  event: { schema },
  action: { input: { schema }, output: { schema } },
  entity: { schema },
  configuration: { identifier: { required: false }, schema },
  recurringEvent: { failedAttempts: 0, lastFailureReason: null },
} as const;
