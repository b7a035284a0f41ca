// Commands of bp-auth as they are printed: complete, so that they work when copied. The code that
// writes a sentence names the command; the printer adds the flags that this run was given.
import { capitalised } from './capitalised.ts';

export type Shell = 'posix' | 'fish' | 'csh' | 'powershell' | 'cmd';

/** One word for a shell, bare if that is safe. On Windows an unknown shell counts as PowerShell. */
export function quote(value: string, { platform, shell }: WordPlace): string {
  if (shell === 'cmd') return quotedForCmd(value);
  if (shell === 'powershell' || (shell === undefined && platform === 'win32')) {
    return quotedForPowerShell(value);
  }
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(value)) return value;
  // A terminal would act on control characters, so they become escapes, which bash and zsh read
  // back.
  if (/[^\P{C}\u200d]/u.test(value)) return `$'${[...value].map(spelled).join('')}'`;
  return `'${value.replaceAll("'", "'\\''")}'`;
}

/**
 * In PowerShell, an unquoted comma makes a list, `@x` stands for the entries of a table, and `1kb` is a
 * number. npm starts us through a PowerShell script, which would swallow a bare `--`.
 */
function quotedForPowerShell(value: string): string {
  const isPlain = /^(?:--?)?(?:[A-Za-z_/%]|\.(?!\d))[A-Za-z0-9_%+=:./-]*$/.test(value);
  if ((isPlain && !/^-[^-].*[.:]/.test(value)) || /^(?:0|[1-9]\d{0,8}|-)$/.test(value))
    return value;
  // PowerShell treats typographic single quotes like the plain one.
  return `'${value.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

/**
 * Inside quotes cmd.exe takes everything literally except a `%`, which has to be outside and follow
 * a `^`. The program reads a doubled quote as one quote, and for cmd.exe the quoted part goes on
 * after it. In cmd.exe no word can contain a line end.
 */
function quotedForCmd(value: string): string {
  if (/^[A-Za-z0-9_@+:./\\-]+$/.test(value)) return value;
  const inside = value
    .replace(/\p{Cc}/gu, ' ')
    // Each backslash before a quote has to be doubled; a `%` and the end get a quote below.
    .replace(/\\+(?=["%]|$)/g, '$&$&')
    .replaceAll('"', '""')
    .replaceAll('%', '"^%"');
  return `"${inside}"`;
}

function spelled(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  if (!/\p{C}/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hex = (digits: number) => code.toString(16).padStart(digits, '0');
  return code < 0x80 ? `\\x${hex(2)}` : code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

/** What the quoting of a word depends on. */
export type WordPlace = {
  platform: NodeJS.Platform;
  /** The user's shell, if it is known. */
  shell?: Shell;
};

/** What the text of a printed command depends on. */
export type LinePlace = WordPlace & {
  /** The home, if the command has to name it; an absolute path. */
  home: string | null;
  /**
   * The flags that named this run's profile, bot or integration: `--profile`, `--bot`,
   * `--integration`.
   */
  about?: ReadonlyArray<readonly [flag: string, value: string]>;
  /**
   * On screens only. Gives the key that does the same as a command, in words for people; null if
   * no key does.
   */
  keyOf?: (words: readonly string[]) => string | null;
};

export type Line = {
  /** The words after `bp-auth`. */
  words: readonly string[];
  /** Whether the command is about the same profile, bot or integration as this run. */
  isHere: boolean;
};

/** A bp-auth command to which the flags in `LinePlace.about` are not added. */
export const line = (...words: readonly string[]): Line => ({ words, isHere: false });

/** A bp-auth command about the profile, bot or integration that this run's flags named. */
export const lineHere = (...words: readonly string[]): Line => ({ words, isHere: true });

/**
 * A command in a sentence: a noun in backticks, or an instruction. A `Line` without `as` is printed
 * without backticks, after a colon.
 */
type Standing = { line: Line; as: 'noun' | 'order' | 'Order' };

/** A command as a noun, in backticks. */
export const quoted = (line: Line): Standing => ({ line, as: 'noun' });

/** A command to run, or a key to press, inside a sentence. */
export const running = (line: Line): Standing => ({ line, as: 'order' });

/** A command to run, or a key to press, at the start of a sentence. */
export const firstRun = (line: Line): Standing => ({ line, as: 'Order' });

/** A command in full, as it is printed and copied. */
type Written = { written: string };

type Part = string | Line | Standing | Written;

/** A sentence that contains commands. */
export type Sentence = { parts: readonly Part[] };

/** Text for people: a plain sentence, or one that contains commands. */
export type Advice = string | Sentence;

/** A template of a sentence: ``say`Log in again: ${line('login')}` ``. */
export function say(texts: TemplateStringsArray, ...values: readonly Part[]): Sentence {
  return { parts: texts.flatMap((text, at) => [text, values[at] ?? '']) };
}

/** Several sentences joined into one. */
export function joined(separator: string, ...all: readonly Advice[]): Sentence {
  const parts = all.flatMap((one, at) => [
    ...(at === 0 ? [] : [separator]),
    ...(typeof one === 'string' ? [one] : one.parts),
  ]);
  return { parts };
}

/** The text, with its commands written out in full. */
export function adviceText(advice: Advice, place: LinePlace): string {
  if (typeof advice === 'string') return advice;
  return advice.parts
    .flatMap(part => writtenPart(part, place))
    .map(part => (typeof part === 'string' ? part : part.written))
    .join('');
}

/** The advice with its commands written out in full; `commandsIn` still finds them. */
export function writtenAdvice(advice: Advice, place: LinePlace): Advice {
  if (typeof advice === 'string') return advice;
  return { parts: advice.parts.flatMap(part => writtenPart(part, place)) };
}

/** The commands in what `writtenAdvice` has made. */
export function commandsIn(advice: Advice | undefined): string[] {
  if (advice === undefined || typeof advice === 'string') return [];
  return advice.parts.flatMap(part =>
    typeof part === 'object' && 'written' in part ? part.written : [],
  );
}

function writtenPart(part: Part, place: LinePlace): Array<string | Written> {
  if (typeof part === 'string' || 'written' in part) return [part];
  const { line, as } = 'line' in part ? part : { line: part, as: 'bare' as const };
  const key = place.keyOf?.(line.words) ?? null;
  const mark = as === 'bare' ? '' : '`';
  const name = key === null ? [mark, { written: lineText(line, place) }, mark] : [key];
  if (as === 'bare' || as === 'noun') return name;
  const verb = key === null ? 'run' : 'press';
  return [as === 'order' ? verb : capitalised(verb), ' ', ...name];
}

/** A command line, with each word quoted where needed. */
export function lineText(said: Line, place: LinePlace): string {
  return lineWords(said, place)
    .map(word => quote(word, place))
    .join(' ');
}

/** A command as separate words, for programs. */
export function lineWords({ words, isHere }: Line, { home, about = [] }: LinePlace): string[] {
  const flags = [
    ...(isHere ? missing(words, about) : []),
    ...(home === null ? [] : ['--botpressHome', home]),
  ];
  // Words after `--` belong to another program.
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  return ['bp-auth', ...words.slice(0, end), ...flags, ...words.slice(end)];
}

/** Flags, with their values, that the words do not contain yet. */
function missing(words: readonly string[], about: NonNullable<LinePlace['about']>): string[] {
  const has = (flag: string) => words.some(word => word === flag || word.startsWith(`${flag}=`));
  const takes = (flag: string) => takenBy.get(flag)?.includes(words[0] ?? '') ?? true;
  return about.flatMap(([flag, value]) =>
    has(flag) || !takes(flag) ? [] : flagWords(flag, value),
  );
}

/** The commands to which a flag is added. All commands take the flags that are not listed. */
const takenBy: ReadonlyMap<string, readonly string[]> = new Map([
  ['--bot', ['login', 'tokens']],
  ['--integration', ['login', 'tokens']],
  ['--apiUrl', ['login']],
]);

/** A value that looks like a flag is joined to its flag by `=`. */
const flagWords = (flag: string, value: string) =>
  value.startsWith('-') ? [`${flag}=${value}`] : [flag, value];

/** `--profile NAME` as words; empty if no profile is meant. */
export function profileFlag(name: string | null): string[] {
  return name === null ? [] : flagWords('--profile', name);
}

/** The platform and home that printed commands assume until the real ones are known. */
export const usualPlace: LinePlace = { platform: 'linux', home: null };
