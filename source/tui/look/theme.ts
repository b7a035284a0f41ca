// The look of the screens: colours by meaning, and what a plain terminal or a screen reader gets.
import { ascii, asciiText, type Icons, spoken, spokenText, unicode } from './icons.ts';
import type { Style } from './styled.ts';

/** What a piece of text means; never how it looks. */
export type Tone =
  | 'accent'
  | 'ok'
  | 'warn'
  | 'error'
  | 'muted'
  | 'selected'
  | 'strong'
  /** Letters that a filter has found. */
  | 'match';

// Of the 16 colours that every terminal maps to a palette of its own; bold may make them brighter. Where the
// ground is not known it is taken for a dark one, as it mostly is.
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
// Cyan, green and yellow are hardly to be seen on white.
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
  /** The text in the characters, or in the words, that are wanted. */
  plain(text: string): string;
  /** Frames around modals; none for screen readers. */
  border: 'round' | 'classic' | null;
};

export type ThemeOptions = {
  env: Readonly<Record<string, string | undefined>>;
  ascii?: boolean;
  /** False for --no-color. */
  colour?: boolean;
  screenReader?: boolean;
};

/**
 * NO_COLOR (any value but empty) takes the colours, --no-color every style, TERM=dumb the icons too. COLORFGBG,
 * which some terminals set to the numbers of their colours, tells a light ground.
 */
export function createTheme({
  env,
  ascii: wanted = false,
  colour = true,
  screenReader = false,
}: ThemeOptions): Theme {
  const dumb = env.TERM === 'dumb';
  const isAscii = wanted || dumb;
  const noColour = env.NO_COLOR !== undefined && env.NO_COLOR !== '';
  return {
    styles:
      dumb || !colour || screenReader ? withoutStyle : noColour ? withoutColour : groundOf(env),
    icons: screenReader ? spoken : isAscii ? ascii : unicode,
    plain: screenReader ? spokenText : isAscii ? asciiText : text => text,
    border: screenReader ? null : isAscii ? 'classic' : 'round',
  };
}

function groundOf({ COLORFGBG = '' }: ThemeOptions['env']): Theme['styles'] {
  const ground = /;(\d+)$/.exec(COLORFGBG)?.[1];
  const isLight = ground === '7' || (ground !== undefined && Number(ground) > 8);
  return isLight ? onLight : onDark;
}
