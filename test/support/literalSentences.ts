// The sentences that people read, taken from the literals of the source, and how many words each has.
import { type Node, parseSync } from 'oxc-parser';
import { childrenOf } from './sentences.ts';

export type Sentence = { line: number; words: number; text: string };

/** Every sentence in the program's literals; an inserted value counts as one word. */
export function sentencesOf(file: string, source: string): Sentence[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Sentence[] = [];
  visit(program);
  return found;

  function visit(node: Node): void {
    const text = textOf(node);
    if (text === null) {
      for (const child of childrenOf(node)) visit(child);
      return;
    }
    const line = source.slice(0, node.start).split('\n').length;
    for (const sentence of text.split(/(?<=[.!?])\s+|\n/)) {
      const words = sentence.split(/\s+/).filter(word => /[\p{L}\p{N}…]/u.test(word)).length;
      found.push({ line, words, text: sentence.trim() });
    }
    for (const part of expressionsIn(node)) visit(part);
  }
}

/** The text of a literal, or of literals that `+` puts together; null for anything else. */
function textOf(node: Node): string | null {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? node.value : null;
    case 'TemplateLiteral':
      return node.quasis.map(({ value }) => value.cooked ?? '').join('…');
    case 'BinaryExpression': {
      if (node.operator !== '+') return null;
      const [left, right] = [textOf(node.left as Node), textOf(node.right)];
      return left === null && right === null ? null : `${left ?? '…'}${right ?? '…'}`;
    }
    default:
      return null;
  }
}

function expressionsIn(node: Node): Node[] {
  if (node.type === 'TemplateLiteral') return node.expressions;
  if (node.type !== 'BinaryExpression') return [];
  return [node.left as Node, node.right].flatMap(side =>
    textOf(side) === null ? [side] : expressionsIn(side),
  );
}
