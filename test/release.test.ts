// The checks before a release, tried with sample texts.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Checks = {
  missingFields(manifest: object): { missing: string[]; unknown: string[] };
  notesOf(changelog: string, version: string): string | null;
  changelogFaults(changelog: string, version: string, today: string): string[];
  relativeLinks(readme: string): string[];
};
const script = new URL('../scripts/releaseChecks.mjs', import.meta.url);
const { missingFields, notesOf, changelogFaults, relativeLinks }: Checks = await import(
  script.href
);

const changelog = (heading: string, text = '- A change.', above = '') =>
  `# Changelog\n\n${above}${heading}\n\n${text}\n\n## 0.1.0\n\nThe first version.\n`;

describe('the CHANGELOG', () => {
  test.each([
    ['## 0.2.0 (2026-11-26)'],
    ['## 0.2.0 - 2026-11-26'],
    ['## 0.2.0, 2026-11-01'],
    ['## [0.2.0] - 2026-11-26'],
  ])('has a dated section: %s', heading => {
    expect(changelogFaults(changelog(heading), '0.2.0', '2026-11-26')).toEqual([]);
    expect(notesOf(changelog(heading), '0.2.0')).toBe('- A change.');
  });

  test.each([
    ['no section of the version', changelog('## Unreleased'), /has no section/],
    ['another version that begins alike', changelog('## 0.2.01 (2026-11-26)'), /has no section/],
    ['no date', changelog('## 0.2.0'), /has no date/],
    ['no such day', changelog('## 0.2.0 (2026-02-31)'), /is no day/],
    ['a day to come', changelog('## 0.2.0 (2026-11-27)'), /still to come/],
    ['nothing in it', changelog('## 0.2.0 (2026-11-26)', ''), /is empty/],
    [
      'changes above it',
      changelog('## 0.2.0 (2026-11-26)', '- A.', '## Unreleased\n\n- B.\n\n'),
      /"Unreleased" above 0\.2\.0/,
    ],
  ])('is refused with %s', (_, text, fault) => {
    const faults = changelogFaults(text, '0.2.0', '2026-11-26');
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  test('may have an empty section for what comes next', () => {
    const text = changelog('## 0.2.0 (2026-11-26)', '- A.', '## Unreleased\n\n');
    expect(changelogFaults(text, '0.2.0', '2026-11-26')).toEqual([]);
  });
});

describe('package.json', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

  test('has all that is known; what only the owner knows may be open', () => {
    const { missing, unknown } = missingFields(manifest);
    expect(missing).toEqual([]);
    expect(['repository', 'bugs', 'homepage', 'author']).toEqual(expect.arrayContaining(unknown));
  });

  test('is found wanting where a field is absent or empty', () => {
    const { missing, unknown } = missingFields({ ...manifest, keywords: [], bin: {}, author: 'x' });
    expect(missing).toEqual(['keywords', 'bin']);
    expect(unknown).not.toContain('author');
  });
});

test('links that lead nowhere without a repository are found, each once', () => {
  const readme = '[a](docs/a.md) ![b](b.svg) [c](https://c.example) [d](#d) [a](docs/a.md)';
  expect(relativeLinks(readme)).toEqual(['docs/a.md', 'b.svg']);
});
