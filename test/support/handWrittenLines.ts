// A search for bp-auth command lines that are written out in texts, and therefore lack the flags of
// this run, such as the home and the profile.
import { type Node, parseSync, visitorKeys } from 'oxc-parser';

/**
 * Properties that hold the texts of the help. Help is about commands in general, so its command
 * lines need no flags of this run.
 */
const ofHelp = new Set(['examples', 'help', 'summary', 'usage']);

export type HandWritten = { line: number; text: string };

/**
 * @param file its extension decides the language
 * @param names first words of commands
 */
export function handWrittenLines(
  file: string,
  source: string,
  names: ReadonlySet<string>,
): HandWritten[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: HandWritten[] = [];
  visit(program);
  return found;

  function visit(node: Node): void {
    if (node.type === 'Property' && ofHelp.has(keyOf(node.key))) return;
    if (spellsOut(node, names)) {
      const line = source.slice(0, node.start).split('\n').length;
      const text = source.slice(node.start, node.end);
      if (!isName(text) && !isUsage(text)) found.push({ line, text });
      return;
    }
    for (const child of childrenOf(node)) visit(child);
  }
}

function spellsOut(node: Node, names: ReadonlySet<string>): boolean {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' && hasLine(node.value, names);
    case 'TemplateLiteral':
      return hasLine(node.quasis.map(({ value }) => value.cooked ?? '').join('\0'), names);
    case 'ArrayExpression': {
      const [first] = node.elements;
      return first?.type === 'Literal' && first.value === 'bp-auth';
    }
    case 'BinaryExpression':
      return [node.left, node.right].some(
        side => side.type === 'Literal' && /\bbp-auth ?$/.test(String(side.value)),
      );
    default:
      return false;
  }
}

/** Whether the text looks like the name under which waiting processes see the holder of a lock. */
const isName = (text: string) =>
  /^(['`])bp-auth (?:[a-z]+(?: [a-z]+)?|\$\{command\})\1$/.test(text);

const isUsage = (text: string) => /^['`]Usage: |\.usage\}`$/.test(text);

/** Whether `bp-auth` is followed by a command's name, or a placeholder that may stand for one. */
function hasLine(text: string, names: ReadonlySet<string>): boolean {
  return [...text.matchAll(/\bbp-auth (\0|[a-z]+)/g)].some(
    ([, word = '']) => word === '\0' || names.has(word),
  );
}

function keyOf(key: Node): string {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : '';
}

function childrenOf(node: Node): Node[] {
  const keys = visitorKeys[node.type] ?? [];
  return keys.flatMap(key => {
    const child = (node as unknown as Record<string, Node | Array<Node | null> | null>)[key];
    return (Array.isArray(child) ? child : [child]).filter(one => one != null);
  });
}
