// The program without its sentences: each sentence is replaced by a key that says where it is
// created.
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Node, parseSync, type TemplateLiteral } from 'oxc-parser';
import type { Plugin } from 'vitest/config';
import { keyOf } from './key.ts';
import { bare, childrenOf, isText, members, nameOf, textOf } from './sentences.ts';

const root = fileURLToPath(new URL('../../source/', import.meta.url));

/** Texts that are not for people, or are somebody else's words. */
const notOurs = [
  // The API's words.
  'sandbox/',
  // Messages of other programs, by which a pasted text is recognised.
  'diagnosis/pasted/',
  // Scripts and a page, which only their interpreters read.
  'commands/hookScripts.ts',
  'commands/completionScripts.ts',
  'commands/shellStart.ts',
  'login/callbackPage.ts',
  'profiles/lifeSign.ts',
  'profiles/sources/systemKeychain.ts',
];

/** Texts with a blank that are not sentences: commands, raw answers, and a `--json` value. */
const code = /^(?:(?:bp-auth|sudo|eval|HTTP\/1\.1) .*|(?:profiles|tokens) [a-z-]+|not probed)$/s;

/** Two words in a row. */
const sentence = /[A-Za-z][a-z]+[,:]? +(?:[a-z]{2,}|a\b)/;

/** @param file below source/ */
export function withKeys(file: string, source: string): string {
  if (notOurs.some(path => file.startsWith(path))) return source;
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const edits: Edit[] = [];
  const seen = new Set<string>();
  visit(program, false);
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce((text, { start, end, instead }) => {
    // The lines below keep their numbers.
    const lines = '\n'.repeat(linesIn(source.slice(start, end)));
    return text.slice(0, start) + instead + lines + text.slice(end);
  }, source);

  /** @param isSaid whether even a single word in this node is a text for people */
  function visit(node: Node, isSaid: boolean): void {
    if (node.type === 'TaggedTemplateExpression') {
      const { tag, quasi } = node;
      // `String.raw` makes patterns; every other tag makes sentences.
      if (tag.type === 'MemberExpression') return;
      takeWords(quasi);
      for (const value of quasi.expressions) visit(value, false);
      return;
    }
    if (isText(node)) {
      const text = textOf(node);
      if (code.test(text)) return;
      if (sentence.test(text) || (isSaid && /[A-Za-z]{2}/.test(text))) {
        edits.push({ ...spanOf(node), instead: `'${keyOf(placeOf(node))}'` });
        return;
      }
    }
    if (node.type === 'ImportDeclaration' || /^TS\w*Type/.test(node.type)) return;
    for (const child of childrenOf(node)) {
      if ('key' in node && child === node.key && !('computed' in node && node.computed)) continue;
      visit(child, isSaidIn(node, child, isSaid));
    }
  }

  /** Replaces the words of a template; its inserted values stay. */
  function takeWords({ start, end, expressions }: TemplateLiteral): void {
    const key = keyOf(placeOf({ start }));
    const ends = [start, ...expressions.map(value => value.end)];
    for (const [at, from] of ends.entries()) {
      const opening = at === 0 ? `\`${key}` : '}';
      const next = expressions[at];
      const instead = next === undefined ? `${opening}\`` : `${opening} \${`;
      edits.push({ start: from, end: next?.start ?? end, instead });
    }
  }

  function placeOf({ start }: { start: number }): string {
    const line = `${basename(file, extname(file))}:${linesIn(source.slice(0, start)) + 1}`;
    const place = seen.has(line) ? `${line}.${seen.size}` : line;
    seen.add(place);
    return place;
  }
}

type Edit = { start: number; end: number; instead: string };

const spanOf = ({ start, end }: Node) => ({ start, end });

const linesIn = (text: string): number => text.split('\n').length - 1;

/** Whether `child` is an error's message, or the value of a reason, a title or a hint. */
function isSaidIn(node: Node, child: Node, isSaid: boolean): boolean {
  switch (node.type) {
    case 'NewExpression':
      return nameOf(bare(node.callee)) === 'AppError' && child === node.arguments[1];
    case 'Property':
      return child === node.value && members.has(nameOf(node.key));
    case 'ConditionalExpression':
      return isSaid && child !== node.test;
    case 'LogicalExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return isSaid;
    default:
      return false;
  }
}

export function sentencesAsKeys(): Plugin {
  return {
    name: 'sentences-as-keys',
    enforce: 'pre',
    transform(code, id) {
      const [path = ''] = id.split('?');
      if (!path.startsWith(root) || !/\.tsx?$/.test(path)) return null;
      return { code: withKeys(path.slice(root.length), code), map: null };
    },
  };
}
