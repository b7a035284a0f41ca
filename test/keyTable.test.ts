// The key table of docs/screens.md, compared with the keymap. If this fails, paste the expected table
// there.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { keyLabel } from '../source/tui/contract/keymap.ts';
import { everywhereBindings } from '../source/tui/kernel/listening.ts';
import { listKeys } from '../source/tui/screens/profiles/bindings.ts';

test('the documented keys are those of the profile list, and the ones that hold everywhere', () => {
  const rows = [...listKeys, ...everywhereBindings].map(({ keys, does }) => {
    const labels = keys.map(key => `\`${keyLabel(key)}\``).join(' ');
    return `| ${labels} | ${does} |`;
  });
  const table = ['| key | does |', '|---|---|', ...rows].join('\n');
  const page = readFileSync(new URL('../docs/screens.md', import.meta.url), 'utf8');
  expect(page.match(/^\| key \| does \|\n(?:\|.*\n)*/m)?.[0].trim()).toBe(table);
});
