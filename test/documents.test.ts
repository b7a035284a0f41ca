// The documents of this project: what they refer to exists, each is in the index, and none repeats another.
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documents } from './support/documents.ts';

describe('the documents of this project', () => {
  const root = new URL('..', import.meta.url);
  const textOf = (document: string) => readFileSync(new URL(document, root), 'utf8');

  const linksOf = (document: string) =>
    [...textOf(document).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(
      ([, path, anchor]) => ({
        path: path ? posix.join(posix.dirname(document), path) : document,
        anchor,
      }),
    );
  const isThere = (path: string) => existsSync(new URL(path, root));

  test.each(documents)('%s names only files and sections that are there', document => {
    const named = [
      ...textOf(document).matchAll(/`((?:source|test|docs|scripts|bench)\/[\w./-]+)`/g),
    ]
      .map(([, path = '']) => path)
      .filter(path => !/NAME|profilesCount|about|room|space/.test(path));
    const links = linksOf(document);
    const gone = [...named, ...links.map(({ path }) => path)].filter(path => !isThere(path));
    expect(gone).toEqual([]);
    const lost = links.filter(
      ({ path, anchor }) => anchor !== undefined && !anchorsOf(textOf(path)).includes(anchor),
    );
    expect(lost).toEqual([]);
  });

  test('are each listed in the index of their folder', () => {
    const missing = documents
      .filter(document => document.startsWith('docs/'))
      .filter(document => {
        const folder = posix.dirname(document);
        const [index, page] =
          posix.basename(document) === 'README.md'
            ? [`${posix.dirname(folder)}/README.md`, document]
            : [`${folder}/README.md`, document];
        return !linksOf(posix.normalize(index)).some(({ path }) => path === page);
      });
    expect(missing).toEqual([]);
  });

  test('architecture.md names only modules that are there', () => {
    const modules = [
      ...textOf('docs/architecture.md').matchAll(/`((?!source\/|test\/)\w+\/[\w/]+)`/g),
    ].map(([, path]) => path);
    const isModule = (path: string | undefined) =>
      ['', '.ts', '.tsx'].some(extension => isThere(`source/${path}${extension}`));
    expect(modules.length).toBeGreaterThan(10);
    expect(modules.filter(path => !isModule(path))).toEqual([]);
  });

  test('do not repeat each other', () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const document of documents) {
      // Paragraphs, list items and table rows of some length, with blanks and line breaks
      // normalised.
      const parts = textOf(document).split(/\n\s*\n|\n(?=- |\d\. |\|)/);
      for (const part of parts.map(text => text.replace(/\s+/g, ' ').trim())) {
        if (part.length < 80) continue;
        if (seen.has(part)) twice.push(`${document}, ${seen.get(part)}: ${part}`);
        seen.set(part, document);
      }
    }
    expect(twice).toEqual([]);
  });
});

/** The anchor of a heading, as GitHub makes it. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
