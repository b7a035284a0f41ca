// API error bodies in a text: as JSON, inside other JSON, or as an object printed by a language.
import { type ApiErrorBody, asErrorBody } from '../../botpress/apiError.ts';
import { valueAt } from '../../valueAt.ts';
import { apiTypes, descriptions } from './apiClues.ts';
import { findClue, searchable } from './clue.ts';

export type SaidByApi = { type: string; status: number; errorId: string | null; found: string };

/**
 * The limits for one object and for the number of objects: a text full of braces must not take for
 * ever.
 */
const longestObject = 20_000;
const mostObjects = 60;
/** The most characters read in search of objects. */
const mostRead = 200_000;

/**
 * The API errors in a text: those with a complete body. If there is none, those that a program
 * printed in another form.
 */
export function errorsOfApi(text: string): SaidByApi[] {
  const bodies = jsonObjects(text).flatMap(value => {
    const body = asErrorBody(value);
    return body === null || !isOfApi(body) ? [] : [saidBy(body)];
  });
  return bodies.length > 0 ? bodies : printed(text);
}

/** Other services use `code` and `type` too, but with other values. */
const isOfApi = ({ id, type, code }: ApiErrorBody) =>
  valueAt(apiTypes, type) !== undefined || id.startsWith('err_') || (code >= 400 && code < 600);

function saidBy({ id, type, code }: ApiErrorBody): SaidByApi {
  const bare = type.replace(/[^\w-]/g, '');
  // Loggers print the name of the class, ForbiddenError, in place of the type.
  const name = valueAt(apiTypes, bare.replace(/Error$/, '')) ? bare.replace(/Error$/, '') : bare;
  return { type: name, status: code, errorId: id || null, found: `${code} ${name}` };
}

/** Every `{…}` in the text that is JSON, including an error inside an envelope. */
function jsonObjects(text: string): unknown[] {
  const found: unknown[] = [];
  let at = text.indexOf('{');
  let read = 0;
  for (let tries = 0; at !== -1 && tries < mostObjects && read < mostRead; tries++) {
    const end = endOfObject(text, at);
    read += end === -1 ? longestObject : end - at;
    const value = end === -1 ? undefined : parsed(text.slice(at, end));
    if (value === undefined) at = text.indexOf('{', at + 1);
    else {
      found.push(value, ...inside(value, 3));
      at = text.indexOf('{', end);
    }
  }
  return found;
}

function inside(value: unknown, depth: number): unknown[] {
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).map(one =>
    typeof one === 'string' && /^\s*\{/.test(one) ? parsed(one) : one,
  );
  return [...inner, ...inner.flatMap(one => inside(one, depth - 1))];
}

function endOfObject(text: string, start: number): number {
  let depth = 0;
  let isQuoted = false;
  const limit = Math.min(text.length, start + longestObject);
  for (let at = start; at < limit; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character === '\\') at++;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const names = Object.keys(apiTypes).join('|');

/** `type: 'Forbidden'`, `"type"=>"Forbidden"`, `[type] => Forbidden`, `type:Forbidden`, `ForbiddenError`, `[Forbidden]`. */
const printedType = new RegExp(
  `\\btype\\\\{0,3}["'\\]]{0,2}\\s{0,4}(?:=>|[:=])\\s{0,4}\\\\{0,3}["']?(${names})\\b|\\b(${names})Error\\b(?!Code)|\\[(${names})\\](?!\\()`,
);
const typeNames = new RegExp(`\\b(?:${names})`, 'g');

/**
 * API errors as programming languages print them. If there are none, the errors whose description,
 * as the official client words it, is in the text.
 */
function printed(text: string): SaidByApi[] {
  const found = [...typesIn(text), ...cutType(text)];
  if (found.length > 0) return found.map(type => ofType(type, text));
  const view = searchable(text);
  return descriptions.flatMap(([hint, pattern, type]) =>
    findClue({ hints: [hint], pattern }, view) === null ? [] : [ofType(type, text)],
  );
}

/**
 * The types in a text that are printed as a field `type`, in brackets, or before `Error`. The
 * bare names of the types are searched first, because the full pattern is slow.
 */
function typesIn(text: string): string[] {
  const found = new Set<string>();
  typeNames.lastIndex = 0;
  for (let tries = 0; tries < 40; tries++) {
    const match = typeNames.exec(text);
    if (match === null) break;
    const around = text.slice(Math.max(0, match.index - 24), match.index + 48);
    const [, one, two, three] = printedType.exec(around) ?? [];
    const type = one ?? two ?? three;
    if (type !== undefined) found.add(type);
  }
  return [...found];
}

/** The whole type, if the body is cut off inside it and only one type begins like that. */
function cutType(text: string): string[] {
  const [, begun = ''] =
    /\btype\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']([A-Z][A-Za-z]{4,24})(?:…|\.{3}|\s*\(truncated|\s*$)/.exec(
      text,
    ) ?? [];
  const types = Object.keys(apiTypes).filter(type => begun !== '' && type.startsWith(begun));
  return types.length === 1 ? types : [];
}

function ofType(type: string, text: string): SaidByApi {
  const status = valueAt(apiTypes, type) ?? 400;
  return {
    type,
    status,
    errorId: /\berr_[\w-]{4,80}/.exec(text)?.[0] ?? null,
    found: `${status} ${type}`,
  };
}
