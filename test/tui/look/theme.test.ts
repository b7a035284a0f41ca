// From meaning to style: what is readable on which background, and without colours.
import { describe, expect, test } from 'vitest';
import { canShowSigns } from '../../../source/tui/look/characters.ts';
import {
  createTheme,
  fixedBy,
  type Ground,
  type ThemeName,
  type Tone,
  usualLook,
} from '../../../source/tui/look/theme.ts';
import { canAnswer, groundIn } from '../../../source/tui/terminal/ground.ts';
import { homeWith, play, press, worldWith } from '../world.ts';

// xterm's palette, the hardest case: bold uses the bright colours.
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

/** Relative luminance as defined by WCAG 2. */
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

describe('the theme', () => {
  const light = 'blue';
  const dark = 'cyan';
  test.each<[theme: ThemeName, ground: Ground | null, env: Record<string, string>, is: unknown]>([
    ['auto', null, {}, dark],
    ['auto', 'light', {}, light],
    ['auto', 'dark', { COLORFGBG: '0;15' }, dark],
    ['auto', null, { COLORFGBG: '0;15' }, light],
    ['dark', 'light', { COLORFGBG: '0;15' }, dark],
    ['light', 'dark', {}, light],
    ['none', 'light', {}, undefined],
    ['light', 'light', { NO_COLOR: '1' }, undefined],
    ['dark', null, { TERM: 'dumb' }, undefined],
  ])('%s on %s with %j: %s', (theme, ground, env, colour) => {
    const { styles } = createTheme({ env }, { ...usualLook, theme, ground });
    expect(styles.accent.color).toBe(colour);
  });

  test.each([
    [{ env: {} }, null],
    [{ env: { NO_COLOR: '' } }, null],
    [{ env: { NO_COLOR: '1' } }, 'NO_COLOR'],
    [{ env: { TERM: 'dumb' } }, 'TERM=dumb'],
    [{ env: {}, colour: false }, '--no-color'],
    [{ env: {}, screenReader: true }, 'screen reader'],
  ])('cannot be chosen with %j: %s', (options, why) => {
    if (why === null) expect(fixedBy(options)).toBeNull();
    else expect(fixedBy(options)).toContain(why);
  });

  test('is changed by T, at once and for later, and what is stored is followed', () => {
    const chosen: unknown[] = [];
    let state = worldWith();
    for (let turn = 0; turn < 4; turn++) {
      const pressed = press(state, 'T');
      state = pressed.state;
      expect(pressed.work).toEqual([
        { type: 'ui.keep', settings: { theme: state.shared.look.theme } },
      ]);
      chosen.push(state.shared.look.theme);
    }
    expect(chosen).toEqual(['dark', 'light', 'none', 'auto']);
    const home = homeWith();
    const kept = (theme: string) => {
      if (home.state === 'failed') throw home.error;
      const config = { ...home.stored.config, ui: { theme } };
      return { ...home, stored: { ...home.stored, config } };
    };
    const follow = (theme: string) =>
      play(state, { type: 'home.loaded', home: kept(theme) }).state.shared.look.theme;
    expect([follow('light'), follow('pink')]).toEqual(['light', 'auto']);
  });
});

describe('the ground', () => {
  test.each([
    ['\u001b]11;rgb:ffff/ffff/ffff\u001b\\', 'light'],
    ['\u001b]11;rgb:0000/0000/0000\u0007', 'dark'],
    ['\u001b]11;rgb:fd/f6/e3\u0007', 'light'],
    ['\u001b]11;rgba:0000/2b2b/3636/ffff\u0007', 'dark'],
    ['\u001b]11;rgb:f/f/f\u0007', 'light'],
    ['\u001b]11;rgb:8000/0000/0000\u0007', 'dark'],
    ['\u001b]10;rgb:ffff/ffff/ffff\u0007', null],
    ['\u001b]11;?\u0007', null],
    ['\u001b]11;white\u0007', null],
  ])('%j is %s', (reply, ground) => {
    expect(groundIn(reply)).toBe(ground);
  });

  test.each([
    ['xterm-256color', true],
    ['tmux-256color', true],
    ['linux', false],
    ['dumb', false],
  ])('is asked for on %s: %s', (TERM, asked) => expect(canAnswer({ TERM })).toBe(asked));
});

// The same answers as is-unicode-supported.
test.each<[platform: NodeJS.Platform, env: Record<string, string>, shows: boolean]>([
  ['linux', { TERM: 'xterm' }, true],
  ['linux', { TERM: 'linux' }, false],
  ['darwin', {}, true],
  ['win32', {}, false],
  ['win32', { WT_SESSION: 'x' }, true],
  ['win32', { WT_SESSION: '' }, false],
  ['win32', { TERM_PROGRAM: 'vscode' }, true],
  ['win32', { TERM: 'alacritty' }, true],
  ['win32', { TERM: 'xterm' }, false],
  ['win32', { ConEmuTask: '{cmd::Cmder}' }, true],
  ['win32', { ConEmuTask: 'other' }, false],
  ['win32', { TERMINAL_EMULATOR: 'JetBrains-JediTerm' }, true],
])('on %s with %j our signs can be shown: %s', (platform, env, shows) => {
  expect(canShowSigns(env, platform)).toBe(shows);
  expect(createTheme({ env, platform }).icons.ok).toBe(shows ? '✓' : '+');
});
