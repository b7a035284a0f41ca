// The pictures of the documentation: each is shown in a document, is small, and has no token and no
// path or port of the machine that took it.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findTokens } from '../source/secrets/kind.ts';
import { documents } from './support/documents.ts';
import { svgOf } from './support/pictures/svg.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = readdirSync(`${root}/docs/pictures`);

describe('the pictures', () => {
  test('are the ones that the documents show, each once', () => {
    const shown = documents.flatMap(document => {
      const text = readFileSync(`${root}/${document}`, 'utf8');
      return [...text.matchAll(/!\[[^\]]+\]\((?:docs\/)?pictures\/([^)]+)\)/g)];
    });
    expect(shown.map(([, name]) => name).sort()).toEqual(pictures.sort());
  });

  test.each(pictures)('%s is small, and holds nothing that it should not', name => {
    const svg = readFileSync(`${root}/docs/pictures/${name}`, 'utf8');
    // tour.svg consists of a dozen pictures.
    expect(svg.length).toBeLessThan(name === 'tour.svg' ? 60_000 : 20_000);
    expect(findTokens(svg)).toEqual([]);
    expect(svg.match(/127\.0\.0\.1:(?!40000)\d+/g)).toBeNull();
    expect(svg.match(/\/tmp\/|\/home\//g)).toBeNull();
    expect(svg).not.toMatch(/<script|href=/);
  });

  test('put each run of letters where it stood on the screen', () => {
    const run = { text: '  世 <b>', colour: 6, bold: true, dim: false, inverse: false };
    const svg = svgOf({ title: 'a & b', columns: 20, rows: [[run]], cursor: null });
    // After two blanks come the letters. They take six columns, two of them for 世.
    expect(svg).toContain(
      '<tspan x="30.8" textLength="50.4" class="b" fill="#39c5cf">世 &lt;b&gt;',
    );
    expect(svg).toContain('<title>a &amp; b</title>');
  });
});
