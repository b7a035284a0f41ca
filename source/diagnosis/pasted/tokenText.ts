// What a pasted text shows of the token itself: its kind, and what is odd about it as it was set or sent.
import { findTokens, kindOf, type TokenKind } from '../../secrets/kind.ts';
import type { CauseId } from '../causes.ts';
import { shapeProblem } from '../tokenShape.ts';

/** A prefix that is spoken of, with or without a token behind it. */
const spokenPrefix = /\bbp_(?:pat|bak|bot|iak|int)_/g;

/** Kinds of the tokens that a text holds or speaks of. */
export function kindsIn(text: string): TokenKind[] {
  const spoken = (text.match(spokenPrefix) ?? []).slice(0, 50);
  return [...new Set([...spoken, ...findTokens(text)].map(kindOf))].filter(
    kind => kind !== 'unknown',
  );
}

/** Ways in which a token is set or sent; what a shell has yet to replace is told apart from what was sent. */
const settings: ReadonlyArray<{ form: RegExp; isSent: boolean }> = [
  // BP_TOKEN=…, export, set, $env:, a line of a .env or a YAML file.
  {
    form: /(?<![\w?&.-])["']?(?:[A-Z]\w{0,30}_)?(?:TOKEN|PAT)["']?[ \t]{0,3}(?:=>|[:=])[ \t]{0,3}([^\n]{1,300})/g,
    isSent: false,
  },
  {
    form: /(?<![\w?&.-])["']?token["']?[ \t]{0,3}(?:=>|[:=])[ \t]{0,3}(["'][^\n]{1,300})/gi,
    isSent: false,
  },
  // A header as an object: a quote stands before the scheme.
  { form: /\bauthorization["']?\]?\s{0,3}(?:=>|[:=,])\s{0,3}(["'][^\n]{1,300})/gi, isSent: true },
  // A header as curl shows it.
  { form: /^[ \t]{0,9}>[ \t]{0,9}authorization:[ \t]{1,3}([^\n]{1,300})/gim, isSent: true },
];

/** What a text cannot show by accident: hidden characters are how people make a token safe to show. */
const telling: readonly CauseId[] = [
  ...(['token-variable', 'token-wrapped', 'token-placeholder', 'token-masked'] as const),
  ...(['token-doubled', 'token-jwt'] as const),
];

const mostSettings = 12;

export type OddToken = { cause: CauseId; found: string };

/** What is odd about a token as it was set or sent; null where nothing is. */
export function oddTokenIn(text: string): OddToken | null {
  for (const { form, isSent } of settings) {
    const values = [...text.matchAll(form)].slice(0, mostSettings).map(([, value = '']) => value);
    for (const value of values) {
      const cause = oddityOf(value, isSent);
      if (cause !== null) return { cause, found: 'the token as it was set' };
    }
  }
  return null;
}

function oddityOf(value: string, isSent: boolean): CauseId | null {
  const whole = value.trim();
  // A quote inside of quotes reaches the program.
  if (/^(?:"\\+"|'"|"'|\\+"|"""?)(?:Bearer )?bp_/i.test(whole)) return 'token-wrapped';
  const [, , quoted] = /^(["'`])((?:(?!\1).)*)\1/.exec(whole) ?? [];
  const inner = (quoted ?? quotedRest(whole)).replace(/^Bearer\s+/i, '');
  if (/^(?:undefined|null|None|nil)$/.test(inner)) return 'no-token';
  if (/^bp_[a-z]{3}_[\w-]{2,40}(?:\.{2,}|…|\*{2,})[\w-]{0,40}$/.test(inner)) return 'token-masked';
  if (isHiddenOnPurpose(inner) || isReplacedLater(whole)) return null;
  if (!isSent && inner.startsWith('$')) return null;
  const problem = shapeProblem(inner);
  return problem !== null && telling.includes(problem.cause) ? problem.cause : null;
}

const unquotedEnd = /[\s"'`,;)}\]].*$/s;
const quotedRest = (whole: string) => whole.replace(unquotedEnd, '');

/** Stars, crosses, “redacted”: whoever pasted it, or a log, has hidden it. */
const isHiddenOnPurpose = (value: string) =>
  value.length < 4 ||
  /^(?:bp_[a-z]{3}_)?(?:[*•●x.…-]{3,}|[[<(]?(?:redacted|hidden|masked|removed|secret|snip|token)[\])>]?)$/i.test(
    value,
  );

/** What a shell, a template or a program puts in before anything is sent. */
const isReplacedLater = (whole: string) =>
  /^(?:"?\$\{\{|`|"?\$\(|process\.|os\.|getenv|ENV\[|env\(|import\.)/.test(whole);
