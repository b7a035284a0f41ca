// Pasted text without secrets: tokens, credential headers, cookies, passwords in addresses and
// flags.
import { redact } from '../../secrets/kind.ts';

type Rule = readonly [pattern: RegExp, instead: (match: string, ...groups: string[]) => string];

/** The replacement for a secret. */
const gone = '…';

/** Texts that stand in place of a token, are no secret, and show what is wrong. */
const harmless =
  /^(?:undefined|null|none|nil|nan|true|false|missing|empty|expired|invalid|revoked|required|\[object \w{1,20}\]?|\$\{?\{?[\w.\s]{0,80}\}{0,2}|\{\{[^{}]{0,80}\}{0,2}|%\w{1,80}%|<[^<>]{0,80}>?|\*{2,}|…|bp_(?:pat|bak|bot|iak|int)_….{0,40}|[a-z]{1,14}[.,;:!?]?)$/i;

const isHarmless = (value: string) => harmless.test(value.trim());

/** Ordinary words. A token is never made of lower-case letters alone. */
const isWord = (value: string) => /^[A-Za-z]?[a-z]{0,24}[.,;:!?]?$/.test(value);

function isCredential(base64: string): boolean {
  return Buffer.from(base64, 'base64').toString('latin1').includes(':');
}

const keepHarmless = (before: string, value: string) =>
  isHarmless(value) ? `${before}${value}` : `${before}${gone}`;

/**
 * The value of an Authorization header without its secret: the scheme stays, and so does a harmless
 * text.
 */
function headerValue(value: string): string {
  const [, scheme = '', rest = ''] = /^([A-Za-z]{3,12})\s+(\S.*)$/s.exec(value) ?? [];
  if (scheme === '') return isHarmless(value) ? value : gone;
  return keepHarmless(`${scheme} `, rest);
}

const credentialHeaders =
  '(?:proxy-)?authorization|x-api-key|x-auth-token|x-user-key|x-access-token|api-?key';

const rules: readonly Rule[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,10000}/g, () => `-----${gone}`],
  // http://user:password@host; the password may contain @ and /.
  [
    /\b([a-z][a-z0-9+.-]{1,20}:\/\/)(?:[^\s/"'<>]{1,300}|[^\s/:@"'<>]{0,100}:(?!\d{1,5}\/)[^\s"'<>]{1,300})@(?=[\w.[-])/gi,
    (_, scheme = '') => `${scheme}${gone}@`,
  ],
  // user:password@host:port, as in curl's -x.
  [
    /(^|[\s"'=])[^\s:/@"'=]{1,100}:[^\s/@"']{1,200}@(?=[\w.-]{1,200}:\d{2,5}\b)/gm,
    (_, before = '') => `${before}${gone}@`,
  ],
  [
    new RegExp(
      `\\b(${credentialHeaders})(\\\\{0,3}["']?\\]?\\s{0,3}(?:=>|[:=,])\\s{0,3}\\\\{0,3}["'\`[(]{0,2})(?=[^\\s"'\\\\])([^\\n"'\\\\]{1,4000})`,
      'gi',
    ),
    (_, name = '', between = '', value = '') => `${name}${between}${headerValue(value)}`,
  ],
  [
    /\b((?:set-)?cookie2?)(\\{0,3}["']?\]?\s{0,3}(?:=>|[:=,])\s{0,3}\\{0,3}["'`[(]{0,2})([^\n"'\\]{1,8000})/gi,
    (_, name = '', between = '') => `${name}${between}${gone}`,
  ],
  [
    /\b(bearer|negotiate|ntlm)(\s{1,9}|%20|\+)([^\s"'`,;<>\\)\]}]{6,4000})/gi,
    (match, scheme = '', between = '', value = '') =>
      isHarmless(value) || isWord(value) ? match : `${scheme}${between}${gone}`,
  ],
  [
    /\b(basic)(\s{1,9}|%20|\+)([A-Za-z0-9+/_-]{6,2000}={0,2})/gi,
    (match, scheme = '', between = '', value = '') =>
      isCredential(value) ? `${scheme}${between}${gone}` : match,
  ],
  [
    /([?&;#](?:token|pat|access_?token|id_token|refresh_token|api_?key|apikey|key|secret|password|passwd|pwd|auth|code|sig|signature|jwt|session|state)=)([^&\s"'<>#]{1,2000})/gi,
    (_, name = '', value = '') => keepHarmless(name, value),
  ],
  [
    /((?:^|\s)(?:-u|-U|--user|--proxy-user|--proxy-pass|--password)(?:[ =]["']?))([^\s"']{1,300})/gm,
    (_, flag = '') => `${flag}${gone}`,
  ],
  [
    /((?:^|\s)--(?:token|pat|secret|api-?key|auth)(?:[ =]["']?))([^\s"']{4,2000})/gm,
    (_, flag = '', value = '') => keepHarmless(flag, value),
  ],
  [
    /\b([\w-]{0,40}(?:passw(?:or)?d|passwd|pwd|secret|passphrase))(\\{0,3}["']?\]?\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["'`]?)([^\s"'`,;&<>\\]{1,2000})/gi,
    (_, name = '', between = '', value = '') => keepHarmless(`${name}${between}`, value),
  ],
  [
    /\b([\w-]{0,40}(?:token|_pat|api_?key|access_?key|private_?key|credentials?))(\\{0,3}["']?\]?\s{0,3}(?:=>|[:=])\s{0,3}\\{0,3}["'`]?)([^\s"'`,;&<>\\(){}[\]]{6,2000})/gi,
    (match, name = '', between = '', value = '') =>
      isHarmless(value) || isWord(value) || value.startsWith('bp_')
        ? match
        : `${name}${between}${gone}`,
  ],
  [/\beyJ[\w-]{8,4000}\.[\w-]{4,4000}(?:\.[\w-]{0,4000})?/g, () => gone],
  [
    /\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|npm_\w{20,255}|sk-[\w-]{16,255}|xox[abprs]-[\w-]{10,255}|AKIA[0-9A-Z]{12,20}|glpat-[\w-]{16,255}|AIza[\w-]{30,255})/g,
    () => gone,
  ],
];

/** Removes secrets but keeps signs of a faulty token: `Bearer undefined`, `${TOKEN}`. */
export function withoutSecrets(text: string): string {
  return rules.reduce(
    (kept, [pattern, instead]) => kept.replace(pattern, instead as (match: string) => string),
    redact(joinedTokens(text)),
  );
}

/** The number of characters in a real token. */
const tokenLength = 43;

/**
 * Joins tokens that a narrow window broke in two. Otherwise the second half would not be recognised
 * as a secret.
 */
function joinedTokens(text: string): string {
  return text.replace(
    /(bp_(?:pat|bak|bot|iak|int)_[\w-]{1,36})\r?\n[ \t]{0,12}([\w-]{1,36})(?![\w-])/g,
    (match, first: string, second: string) =>
      first.length + second.length === tokenLength ? first + second : match,
  );
}
