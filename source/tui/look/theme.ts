// The look of the screens: colours by meaning, and the looks for plain terminals and screen
// readers.
import { canShowSigns } from './characters.ts';
import { ascii, asciiText, type Icons, spoken, spokenText, unicode } from './icons.ts';
import type { Style } from './styled.ts';

/** The brightness of a terminal's background. */
export type Ground = 'dark' | 'light';

/** The meaning of a text, not its look. */
export type Tone =
  | 'accent'
  | 'ok'
  | 'warn'
  | 'error'
  | 'muted'
  | 'selected'
  | 'strong'
  /** Letters that match a filter. */
  | 'match';

// Some of the 16 colours that each terminal maps to its own palette; bold may brighten them. An
// unknown background is taken for dark, which is the usual one.
const onDark: Readonly<Record<Tone, Style>> = {
  accent: { color: 'cyan', bold: true },
  ok: { color: 'green' },
  warn: { color: 'yellow' },
  error: { color: 'red' },
  muted: { dimColor: true },
  selected: { color: 'cyan', bold: true },
  strong: { bold: true },
  match: { color: 'magenta', underline: true },
};
// Cyan, green and yellow are hard to see on white.
const onLight: Readonly<Record<Tone, Style>> = {
  ...onDark,
  accent: { color: 'blue', bold: true },
  ok: { color: 'blue' },
  warn: { color: 'magenta' },
  selected: { color: 'blue', bold: true },
};
const withoutColour: Readonly<Record<Tone, Style>> = {
  accent: { bold: true },
  ok: {},
  warn: { bold: true },
  error: { bold: true },
  muted: { dimColor: true },
  selected: { bold: true },
  strong: { bold: true },
  match: { underline: true },
};
const withoutStyle: Readonly<Record<Tone, Style>> = {
  accent: {},
  ok: {},
  warn: {},
  error: {},
  muted: {},
  selected: {},
  strong: {},
  match: {},
};

export type Theme = {
  styles: Readonly<Record<Tone, Style>>;
  icons: Icons;
  /**
   * The text as this theme shows it: unchanged, with our signs in ASCII, or with words for them
   * (for screen readers).
   */
  plain(text: string): string;
  /** Whether rows are sentences for a screen reader. */
  isSpoken: boolean;
  /** Frames around dialogs; none for screen readers. */
  border: 'round' | 'classic' | null;
};

/** The user's choice; `auto` follows the terminal. */
export const themeNames = ['auto', 'dark', 'light', 'none'] as const;

export type ThemeName = (typeof themeNames)[number];

/** The part of the look that can change while the program runs. */
export type Appearance = {
  theme: ThemeName;
  /** The terminal's answer about its background; null until it answers. */
  ground: Ground | null;
  /** The reason why no theme can be chosen; null if one can. */
  fixed: string | null;
};

export type ThemeOptions = {
  env: Readonly<Record<string, string | undefined>>;
  platform?: NodeJS.Platform;
  ascii?: boolean;
  /** False for --no-color. */
  colour?: boolean;
  screenReader?: boolean;
};

const isSet = (value: string | undefined) => value !== undefined && value !== '';

/** The reason why there are no colours, whatever the user chose; null if colours are possible. */
export function fixedBy({ env, colour = true, screenReader = false }: ThemeOptions): string | null {
  if (screenReader) return 'The screen reader mode has no colours';
  if (!colour) return '--no-color leaves out the colours';
  if (env.TERM === 'dumb') return 'This terminal has no colours (TERM=dumb)';
  return isSet(env.NO_COLOR) ? 'NO_COLOR leaves out the colours' : null;
}

export const usualLook: Appearance = { theme: 'auto', ground: null, fixed: null };

/**
 * NO_COLOR (any value but empty) removes the colours, --no-color every style, TERM=dumb the icons
 * too. If the terminal did not report its background, COLORFGBG decides: some terminals set it to
 * the numbers of their text and background colours.
 */
export function createTheme(options: ThemeOptions, look: Appearance = usualLook): Theme {
  const { env, platform = 'linux', ascii: wanted = false, screenReader = false } = options;
  const isDumb = env.TERM === 'dumb';
  const isAscii = wanted || isDumb || !canShowSigns(env, platform);
  return {
    styles: stylesFor(options, look),
    icons: screenReader ? spoken : isAscii ? ascii : unicode,
    plain: screenReader ? spokenText : isAscii ? asciiText : text => text,
    isSpoken: screenReader,
    border: screenReader ? null : isAscii ? 'classic' : 'round',
  };
}

function stylesFor({ env, colour = true, screenReader = false }: ThemeOptions, look: Appearance) {
  if (env.TERM === 'dumb' || !colour || screenReader) return withoutStyle;
  if (look.theme === 'none' || isSet(env.NO_COLOR)) return withoutColour;
  const ground = look.theme === 'auto' ? (look.ground ?? groundOf(env)) : look.theme;
  return ground === 'light' ? onLight : onDark;
}

function groundOf({ COLORFGBG = '' }: ThemeOptions['env']): Ground {
  const ground = /;(\d+)$/.exec(COLORFGBG)?.[1];
  const isLight = ground === '7' || (ground !== undefined && Number(ground) > 8);
  return isLight ? 'light' : 'dark';
}
