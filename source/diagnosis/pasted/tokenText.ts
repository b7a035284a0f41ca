// What a pasted text shows of the token itself: its kind, and the oddity of how it was set or sent.
import { findTokens, kindOf, type TokenKind } from '../../secrets/kind.ts';
import type { CauseId } from '../causes.ts';
import { shapeProblem } from '../tokenShape.ts';

/** The prefix of a token, even if the rest of the token is missing. */
const spokenPrefix = /\bbp_(?:pat|bak|bot|iak|int)_/g;

/** Kinds of the tokens that a text contains or mentions. */
export function kindsIn(text: string): TokenKind[] {
  const spoken = (text.match(spokenPrefix) ?? []).slice(0, 50);
  return [...new Set([...spoken, ...findTokens(text)].map(kindOf))].filter(
    kind => kind !== 'unknown',
  );
}

/**
 * Ways to set or send a token. `isSent`: the value was sent as it stands; otherwise a shell may
 * still replace it.
 */
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
  // A header in an object: a quote comes before the scheme.
  { form: /\bauthorization["']?\]?\s{0,3}(?:=>|[:=,])\s{0,3}(["'][^\n]{1,300})/gi, isSent: true },
  // A header as curl and other programs print it, on its own line.
  { form: /^[ \t]{0,9}(?:>[ \t]{0,9})?authorization:[ \t]{1,3}([^\n]{1,300})/gim, isSent: true },
];

/**
 * The faults that count in a pasted text. A token that is too short or has no known prefix does not
 * count: people cut tokens, at either end, to make them safe to paste.
 */
const telling: readonly CauseId[] = [
  ...(['token-variable', 'token-wrapped', 'token-placeholder', 'token-masked'] as const),
  ...(['token-doubled', 'token-jwt'] as const),
];

const mostSettings = 12;

export type OddToken = { cause: CauseId; found: string; means?: string };

/** Faults that the line around a token reveals, whatever its value. */
const lineForms: ReadonlyArray<readonly [form: RegExp, odd: OddToken]> = [
  [
    /(?:^|>)[ \t]{0,3}set[ \t]{1,3}\w{0,30}(?:TOKEN|PAT|KEY)\w{0,10}=["'][^\n"']{4,300}["']/im,
    {
      cause: 'token-wrapped',
      found: 'set NAME="…"',
      means:
        'The quotes became part of the token: `set` of cmd keeps them. Write set "NAME=TOKEN", with the quotes around all of it',
    },
  ],
  [
    /[“”„‘’«]\s?(?:Authorization|Bearer|bp_)/i,
    {
      cause: 'token-wrapped',
      found: 'typographic quotes',
      means:
        'There are typographic quotes around the header or the token, as a word processor writes them. A shell takes them for letters: type straight quotes',
    },
  ],
  [
    // The output of a CI step or an `echo`: a variable's name, alone on its line.
    /^[ \t]{0,9}["']?(?:\$\(\w{0,30}(?:TOKEN|PAT|KEY)\w{0,10}\)|\$\{\{?\s?[\w.]{0,30}(?:TOKEN|PAT|KEY)\w{0,10}\s?\}{1,2}|\{\{\s?[\w.]{0,30}(?:TOKEN|PAT|KEY)\w{0,10}\s?\}\}|%\w{0,30}(?:TOKEN|PAT|KEY)\w{0,10}%|\$\w{0,30}(?:TOKEN|PAT)\w{0,10})["']?[ \t]{0,9}$/im,
    {
      cause: 'token-variable',
      found: 'the name of a variable',
      means:
        'Nothing replaced the variable, so its name was sent instead of a token: it is not set, misspelt, or not handed to the CI step',
    },
  ],
  [
    // The environment that a CI system prints before a step.
    /^[ \t]{0,9}\w{0,30}(?:BP_|BOTPRESS_)\w{0,20}(?:TOKEN|PAT)\w{0,10}:[ \t]{0,3}(?:''|"")?[ \t]{0,3}$/im,
    { cause: 'token-empty', found: 'an empty variable' },
  ],
  [
    /^[ \t]{0,3}(?:export |set |setx |\$env:)?\w{0,30}(?:BP_|BOTPRESS_)\w{0,20}(?:TOKEN|PAT)\w{0,10}=(?:''|"")?[ \t]{0,3}$/im,
    { cause: 'token-empty', found: 'an empty variable' },
  ],
  [
    // $NAME means nothing in cmd, %NAME% nothing in other shells.
    /^[A-Z]:\\[^\n>]{0,200}>[^\n]{0,400}Bearer \$\{?\w{1,60}\}?["']|^(?:\$|❯|PS [^\n>]{1,200}>) [^\n]{0,400}Bearer %\w{1,60}%/im,
    {
      cause: 'token-variable',
      found: 'a variable of another shell',
      means:
        'The variable is written as another shell writes it, so its name was sent as the token. cmd has %NAME%, PowerShell $env:NAME, the others $NAME',
    },
  ],
];

/** The oddity of a token as it was set or sent; null if there is none. */
export function oddTokenIn(text: string): OddToken | null {
  const inLine = lineForms.find(([form]) => form.test(text));
  if (inLine !== undefined) return inLine[1];
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
  // A quote inside quotes reaches the program as a part of the value.
  if (/^(?:"\\+"|'"|"'|\\+"|"""?)(?:Bearer )?bp_/i.test(whole)) return 'token-wrapped';
  const [, , quoted] = /^(["'`])((?:(?!\1).)*)\1/.exec(whole) ?? [];
  const inner = (quoted ?? quotedRest(whole)).replace(/^Bearer\s+/i, '');
  if (/^(?:undefined|null|None|nil)$/.test(inner)) return 'no-token';
  if (/^bp_[a-z]{3}_[\w-]{2,40}(?:\.{2,}|…|[•●]{2,})[\w-]{0,40}$/.test(inner)) {
    return 'token-masked';
  }
  if (isHiddenOnPurpose(inner) || isReplacedLater(whole)) return null;
  if (!isSent && inner.startsWith('$')) return null;
  const problem = shapeProblem(inner);
  return problem !== null && telling.includes(problem.cause) ? problem.cause : null;
}

const unquotedEnd = /[\s"'`,;)}\]].*$/s;
const quotedRest = (whole: string) => {
  const value = whole.replace(/^Bearer\s+/i, '');
  return /^\{\{[^{}]{1,80}\}\}/.exec(value)?.[0] ?? value.replace(unquotedEnd, '');
};

/** Asterisks, crosses, “redacted”: a person or a log has hidden the token. */
const isHiddenOnPurpose = (value: string) =>
  value.length < 4 ||
  /^(?:bp_[a-z]{3}_)?(?:[*•●x.…-]{3,}|[[<(]?(?:redacted|hidden|masked|removed|secret|snip|token)[\])>]?)$/i.test(
    value,
  );

/** Placeholders that a shell, a template or a program replaces before sending. */
const isReplacedLater = (whole: string) =>
  /^(?:"?\$\{\{|`|"?\$\(|process\.|os\.|getenv|ENV\[|env\(|import\.)/.test(whole);
