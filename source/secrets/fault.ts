// Texts that certainly are no tokens, recognised without asking the API.
import { unwrapped } from './clean.ts';

export type TokenFault =
  | { type: 'empty' }
  | { type: 'too-long'; length: number }
  /** A variable or reference that was not replaced: `${TOKEN}`, `op://…`. */
  | { type: 'variable' }
  /** `YOUR_PAT`, `undefined`, `bp_pat_...`. */
  | { type: 'placeholder' }
  /** `***`: a copy of a hidden value. */
  | { type: 'masked' }
  /** A page's address without a token in it. */
  | { type: 'address' }
  /**
   * A character that no token contains. `at` counts from 1; `name` is set if the character is
   * invisible.
   */
  | {
      type: 'character';
      what: 'line-break' | 'control' | 'blank' | 'invisible' | 'non-ascii' | 'quote';
      at: number;
      name: string | null;
    };

/**
 * The longest accepted token: real ones have 43 characters, a JSON web token may have several
 * hundred.
 */
export const maxTokenLength = 1024;

const whole = (...patterns: RegExp[]) => `^(?:${patterns.map(({ source }) => source).join('|')})$`;

const variable = new RegExp(
  [
    // Template syntax that no token contains: ${VAR}, $(Var), #{VAR}#, {{ token }}, $[secrets.x].
    /[$#%~@]\{|\$[([]|\{\{|\}\}|<%/.source,
    // $VAR, \$VAR, $$VAR, $1, $env:VAR.
    /^\\*\$/.source,
    whole(
      /\{[A-Za-z_][\w.:-]*\}/,
      /([%@!#])\1?[A-Za-z_][\w.()]*[%@!#]{1,2}/, // %VAR% of cmd, !VAR!, @@VAR@@, #VAR#
      /%\(\w+\)s/,
      /__[A-Z][A-Z0-9_]*__/,
      /(?:process\.env|import\.meta\.env|os\.environ|secrets|env|vars)\.\w+/,
    ),
  ].join('|'),
  's',
);

/** A text that names the place of a token and is no token itself: op://…, an address, a file. */
const reference = new RegExp(
  whole(
    /[a-z][\w+.-]*:\/\/\S*/,
    /(?:op|vault|secret|secretref|secretsmanager|ssm|awssm|gcpsm|azurekv|keyvault|keychain|keyring|doppler|infisical|akeyless|conjur|chamber|sops|pass|bws|env|file):\S*/,
    /ref\+\w+:\S*/,
    /arn:aws[\w-]*:\S*/,
    /@Microsoft\.KeyVault\(.*\)/,
    /projects\/[^/\s]+\/secrets\/\S+/,
    /ENC\[.*\]/,
    /\{cipher\}\S*/,
    /@?(?:\.{1,2}|~)\/\S*/,
    /@[\w./~-]+/,
    /\/(?:run|var|etc|home|root|tmp|mnt|secrets|Users)\/\S+/,
    /[a-z]:\\\S*/,
  ),
  'is',
);
const placeholder =
  /^(?:<+[^<>]*>+|\[[^[\]]*\]|\([^()]*\)|(?:your|my|the|insert|paste|replace|change|enter|add|put)[-_ ]?(?:me|this|your|my|here|with|a|the|bp|botpress|personal|access|pat|api|bot|integration|token|key|secret|[-_ ])*|(?:bp_(?:pat|bak|bot|iak|int)_)?(?:\.{2,}|\u2026|x{4,}|0{6,}|your[-_ ][\w-]{0,24}|your(?:token|pat|key)|(?:token|pat|key)[-_ ]?here|xxx+)|bp_(?:pat|bak|bot|iak|int)_(?:<.*>|\{.*\}|\[.*\]|\(.*\))|bp_(?:pat|bak|bot|iak|int)_?|(?:personal[-_ ]?access[-_ ]?)?token|pat|api[-_]?key|secret|password|undefined|null|nil|none|nan|true|false|todo|fixme|changeme|redacted|(?:example|dummy|placeholder)(?:[-_]?(?:token|pat|key))?|\[object \w+\]|(?:TOKEN|PAT)_\w+)$/i;

/** A variable's name instead of its value: BOTPRESS_TOKEN, PROD_PAT. */
const variableName = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:TOKEN|PAT|KEY|SECRET)$/;
const masked =
  /[*\u2022\u25cf]{2,}|^[[(]?(?:redacted|masked|hidden|filtered)[\])]?$|\u2026 \(\d+ characters/i;

/** A shortened token, as lists show it. */
const cutOff = /.(?:\.{3}|\u2026)$/;

/**
 * The reason why this text certainly is no token; null if the API may decide.
 * @param text cleaned by `cleanToken`
 */
export function tokenFault(text: string): TokenFault | null {
  if (text === '') return { type: 'empty' };
  if (text.length > maxTokenLength) return { type: 'too-long', length: text.length };
  // Brackets or quotes around a placeholder do not count, however short the placeholder is.
  const inner = unwrapped(text);
  if (inner === '') return { type: 'empty' };
  if (masked.test(inner)) return { type: 'masked' };
  if (variable.test(inner)) return { type: 'variable' };
  if (placeholder.test(inner) || variableName.test(inner)) return { type: 'placeholder' };
  if (cutOff.test(inner)) return { type: 'masked' };
  if (/^(?:https?:\/\/|(?:127\.0\.0\.1|localhost):\d+\/)/i.test(inner)) return { type: 'address' };
  if (reference.test(inner)) return { type: 'variable' };
  return characterFault(text);
}

function characterFault(text: string): TokenFault | null {
  const at = text.search(/[^\u0021-\u007e]|["'`]/);
  if (at === -1) return null;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const fault = (what: Extract<TokenFault, { type: 'character' }>['what'], name: string | null) =>
    ({ type: 'character', what, at: at + 1, name }) as const;
  if (/[\r\n]/.test(character)) return fault('line-break', null);
  if (character === ' ' || character === '\t') return fault('blank', null);
  if (/["'`]/.test(character)) return fault('quote', null);
  if (/\p{Cc}/u.test(character)) return fault('control', codeOf(character));
  if (/[\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(character)) {
    return fault('invisible', codeOf(character));
  }
  return fault('non-ascii', null);
}

const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A fault as a sentence without a full stop; it quotes nothing of the token. */
export function faultSentence(fault: TokenFault): string {
  switch (fault.type) {
    case 'empty':
      return 'The token is empty';
    case 'variable':
      return 'This is a variable or a reference that nothing replaced, not a token';
    case 'placeholder':
      return 'This is a placeholder, not a token';
    case 'masked':
      return 'This is a masked copy, not a token';
    case 'address':
      return 'This is an address without a token in it';
    case 'too-long':
      return `The token is ${faultWords(fault)}`;
    case 'character':
      return `The token contains ${faultWords(fault)}`;
  }
}

/** The fault of a text that cannot be sent, for the middle of a sentence. */
export function faultWords(fault: Extract<TokenFault, { type: 'character' | 'too-long' }>): string {
  if (fault.type === 'character') return characterWords(fault);
  return `too long (${fault.length} characters; at most ${maxTokenLength})`;
}

function characterWords({ what, at, name }: Extract<TokenFault, { type: 'character' }>): string {
  const place = `at character ${at}`;
  switch (what) {
    case 'line-break':
      return `a line break ${place}`;
    case 'blank':
      return `a blank ${place}`;
    case 'control':
      return `a control character (${name}) ${place}`;
    case 'invisible':
      return `an invisible character (${name}) ${place}`;
    case 'quote':
      return `a quote ${place}`;
    case 'non-ascii':
      return `a non-ASCII character ${place}`;
  }
}

/** Whether the text is in a field on the screen, or comes from a variable, a pipe or a file. */
export type TokenPlace = 'field' | 'elsewhere';

/** The next step after a fault, as a sentence. */
export function faultHint(fault: TokenFault, from: TokenPlace = 'elsewhere'): string {
  switch (fault.type) {
    case 'empty':
      if (from === 'field') return 'Paste or type a token first';
      return 'If the token comes from a variable, the variable may be unset: look at the settings of your CI';
    case 'variable':
      return 'Look at where the variable is set: in CI it may be missing, misspelt, or not handed to this step';
    case 'placeholder':
      return 'Put the real token in its place; create one at https://app.botpress.cloud/profile/tokens';
    case 'masked':
      return 'Logs and screens hide tokens: copy the token from where it was created, or create a new one at https://app.botpress.cloud/profile/tokens';
    case 'address':
      return 'The page that a browser login ends on has the token in its address, after ?pat=';
    default:
      return 'Copy the token again from where it was created';
  }
}
