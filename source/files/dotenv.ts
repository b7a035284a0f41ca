// The `.env` file that bp reads, parsed as dotenv does. bp takes its variables from it (`import
// 'dotenv/config'`); bp-auth only uses it to predict what bp would do.
import { isAbsolute, join } from 'node:path';
import type { Context } from '../context.ts';
import { type PassedOver, readForeign } from './foreignFile.ts';

export type Variable = {
  value: string;
  /** Counted from 1. */
  line: number;
};

export type Dotenv = {
  /**
   * The path as a person in the current directory would write it: `./.env`, or DOTENV_CONFIG_PATH's
   * value.
   */
  shown: string;
  /** The last assignment of each name. Empty if there is no file, or it was skipped. */
  variables: ReadonlyMap<string, Variable>;
  /** The reason why an existing file is ignored. */
  passedOver: PassedOver | null;
  /** DOTENV_CONFIG_OVERRIDE is set: the file overrides the environment. */
  overrides: boolean;
};

/** Reads the `.env` of a directory, or the one that DOTENV_CONFIG_PATH names. Never throws. */
export function readDotenv({
  cwd,
  env,
  userHome,
}: Pick<Context, 'cwd' | 'env' | 'userHome'>): Dotenv {
  const named = env.DOTENV_CONFIG_PATH;
  const shown = named || './.env';
  const overrides = Boolean(env.DOTENV_CONFIG_OVERRIDE);
  const found = { shown, overrides, variables: new Map<string, Variable>(), passedOver: null };
  const path = placeOf(shown, cwd, userHome);
  if (path === null) return found;
  // dotenv accepts bytes that are not UTF-8, such as an umlaut in a comment.
  const file = readForeign(path, { lossy: true, limit: largest });
  if (file.type === 'missing') return found;
  if (file.type === 'passed-over') return { ...found, passedOver: { ...file, path: shown } };
  if (file.encoding === 'utf-16') {
    const reason = 'it is UTF-16, in which bp finds no variables';
    return {
      ...found,
      passedOver: { type: 'passed-over', path: shown, kind: 'not-text', reason },
    };
  }
  return { ...found, variables: parseDotenv(file.text) };
}

/** Bytes. A shell prompt reads this file each time, and a megabyte would take too long. */
const largest = 256 * 1024;

/** The path where dotenv looks; null for a relative path if the current directory is gone. */
function placeOf(shown: string, cwd: string, userHome: string): string | null {
  const path = shown.startsWith('~') ? join(userHome, shown.slice(1)) : shown;
  if (isAbsolute(path)) return path;
  return cwd === '' ? null : join(cwd, path);
}

/**
 * One assignment, as dotenv 16 finds it, with one difference: no line end may stand between the
 * start of the line and the name. dotenv allows that, and takes quadratic time for a file full of
 * line ends.
 */
const assignment =
  /^[^\S\n\u2028\u2029]*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/dgm;

/** The variables that a text sets, by dotenv's rules: `export`, quotes, comments, several lines in quotes. */
export function parseDotenv(text: string): Map<string, Variable> {
  const lines = text.replace(/\r\n?/g, '\n');
  const variables = new Map<string, Variable>();
  let line = 1;
  let counted = 0;
  for (const { 1: name = '', 2: value = '', indices } of lines.matchAll(assignment)) {
    const at = indices?.[1]?.[0] ?? counted;
    line += newlinesIn(lines.slice(counted, at));
    counted = at;
    variables.set(name, { value: unquoted(value.trim()), line });
  }
  return variables;
}

function unquoted(value: string): string {
  const [quote = ''] = value;
  const isQuoted = value.length > 1 && `'"\``.includes(quote) && value.endsWith(quote);
  const inner = isQuoted ? value.slice(1, -1) : value;
  return quote === '"' ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner;
}

const newlinesIn = (text: string) => text.split('\n').length - 1;
