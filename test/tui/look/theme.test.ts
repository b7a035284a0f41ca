// How meaning becomes looks: what can be read on which ground, and without colours.
import { describe, expect, test } from 'vitest';
import { createTheme, type Tone } from '../../../source/tui/look/theme.ts';

// xterm's palette, the least kind one: bold takes the bright half.
const normal: Readonly<Record<string, string>> = {
  red: 'cd0000',
  green: '00cd00',
  yellow: 'cdcd00',
  blue: '0000ee',
  magenta: 'cd00cd',
  cyan: '00cdcd',
};
const bright: typeof normal = {
  red: 'ff0000',
  green: '00ff00',
  yellow: 'ffff00',
  blue: '5c5cff',
  magenta: 'ff00ff',
  cyan: '00ffff',
};

/** Relative luminance as WCAG 2 has it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('colours', () => {
  test.each<[ground: string, hex: string, env: Record<string, string>]>([
    ['a dark ground', '000000', {}],
    ['a light ground', 'ffffff', { COLORFGBG: '0;15' }],
  ])('can be read on %s', (_, ground, env) => {
    const { styles } = createTheme({ env });
    for (const [tone, { color, bold }] of Object.entries(styles)) {
      if (color === undefined) continue;
      const palettes = bold ? [normal, bright] : [normal];
      for (const palette of palettes) {
        expect(contrast(palette[color] ?? '', ground), `${tone}, ${color}`).toBeGreaterThan(3);
      }
    }
  });

  test.each<[value: string | undefined, light: boolean]>([
    [undefined, false],
    ['', false],
    ['15;0', false],
    ['0;15', true],
    ['0;default;15', true],
    ['0;7', true],
    ['7;8', false],
    ['0;default', false],
  ])('COLORFGBG=%s: light %s', (COLORFGBG, light) => {
    const { styles } = createTheme({ env: { COLORFGBG } });
    expect(styles.accent.color).toBe(light ? 'blue' : 'cyan');
  });

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['TERM=dumb', { TERM: 'dumb' }],
  ])('are gone with %s, on any ground', (_, env) => {
    const { styles } = createTheme({ env: { ...env, COLORFGBG: '0;15' } });
    for (const { color } of Object.values(styles)) expect(color).toBeUndefined();
  });

  test('NO_COLOR still tells what is selected, wrong, or found from the rest', () => {
    const { styles } = createTheme({ env: { NO_COLOR: '1' } });
    const told: Tone[] = ['selected', 'accent', 'error', 'warn', 'match'];
    for (const tone of told) expect(styles[tone]).not.toEqual({});
  });
});

describe('text', () => {
  test.each<[what: string, options: Parameters<typeof createTheme>[0], text: string]>([
    ['as it is', { env: {} }, 'dev → “a” · ↑…'],
    ['in ASCII', { env: {}, ascii: true }, 'dev > "a" - ^~'],
    ['in ASCII where TERM=dumb', { env: { TERM: 'dumb' } }, 'dev > "a" - ^~'],
    ['read aloud', { env: {}, screenReader: true }, 'dev to “a”, up...'],
  ])('%s', (_, options, text) => {
    expect(createTheme(options).plain('dev → “a” · ↑…')).toBe(text);
  });

  test('names keep their letters, even in ASCII', () => {
    expect(createTheme({ env: {}, ascii: true }).plain('世界 é')).toBe('世界 é');
  });
});
