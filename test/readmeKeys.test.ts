// The README's key table says what the keymap says; when this fails, what it expects is to be pasted there.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keyLabel } from '../source/tui/keymap.ts';
import { everywhereBindings } from '../source/tui/listening.ts';
import { listKeys } from '../source/tui/screens/profilesKeys.ts';

test('the README has the keys of the profile list, and the ones that hold everywhere', () => {
  const rows = [...listKeys, ...everywhereBindings].map(({ keys, does }) => {
    const labels = keys.map(key => `\`${keyLabel(key)}\``).join(' ');
    return `| ${labels} | ${does} |`;
  });
  const table = ['| key | does |', '|---|---|', ...rows].join('\n');
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme.match(/^\| key \| does \|\n(?:\|.*\n)*/m)?.[0].trim()).toBe(table);
});
