// The direct uses of the outside world in a file: process, system, clock, randomness, timers, files.
import { parseSync } from 'oxc-parser';

type Node = { type: string; [key: string]: unknown };

/** Globals whose answers a test cannot replace. */
const globals = ['console', 'fetch', 'setTimeout', 'setInterval', 'performance'];
const random = ['randomUUID', 'randomBytes', 'getRandomValues', 'randomInt'];
/** Constants of the system, which tests need not replace. */
const constants = ['os.constants', 'os.devNull', 'os.endianness'];

/**
 * What the code uses of the outside world: names such as `process.env`, `os.hostname`, `node:fs`,
 * `Date.now`. Sorted, each once.
 */
export function takenFromOutside(code: string): string[] {
  const { program, module } = parseSync(
    'looked-at.tsx',
    code.replaceAll(/\bglobalThis\s*\.\s*/g, ''),
  );
  const found = new Set<string>();
  for (const { moduleRequest, entries } of module.staticImports) {
    const from = moduleRequest.value.replace(/^node:/, '');
    if (from.startsWith('fs')) found.add('node:fs');
    if (!['os', 'process', 'crypto'].includes(from)) continue;
    for (const { importName, isType } of entries) {
      const name = importName.name === null ? from : `${from}.${importName.name}`;
      if (!isType && (from !== 'crypto' || importName.name === null)) found.add(name);
    }
  }
  visit(program as unknown as Node, null, (node, parent) => {
    const name = takenBy(node, parent);
    for (const one of name) found.add(one);
  });
  return [...found].filter(name => !constants.includes(name)).sort();
}

function takenBy(node: Node, parent: Node | null): string[] {
  if (node.type === 'ImportExpression' && /^(?:node:)?fs/.test(literal(node.source))) {
    return ['node:fs'];
  }
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date') {
    return (node.arguments as unknown[]).length === 0 ? ['new Date()'] : [];
  }
  if (node.type !== 'Identifier') return [];
  const name = String(node.name);
  const isMember = parent?.type === 'MemberExpression' && parent.object === node;
  const member = isMember && parent.computed !== true ? nameOf(parent.property) : null;
  if (isName(node, parent) && !(random.includes(name) && parent?.type === 'MemberExpression')) {
    return [];
  }
  if (name === 'Date') return member === 'now' ? ['Date.now'] : [];
  if (name === 'Math') return member === 'random' ? ['Math.random'] : [];
  if (random.includes(name)) return [name];
  if (globals.includes(name)) return [member === 'now' ? `${name}.now` : name];
  if (name !== 'process') return [];
  if (member !== null) return [`process.${member}`];
  const pattern = parent?.type === 'VariableDeclarator' ? (parent.id as Node) : null;
  if (pattern?.type !== 'ObjectPattern') return ['process'];
  return (pattern.properties as Node[]).map(({ key }) => `process.${nameOf(key) ?? '…'}`);
}

/** Whether an identifier only names something: a property, a parameter, a declaration, an import. */
function isName(node: Node, parent: Node | null): boolean {
  if (parent === null) return false;
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed;
  if (['Property', 'PropertyDefinition', 'MethodDefinition'].includes(parent.type)) {
    return parent.key === node && parent.value !== node;
  }
  return /^(?:TS|Import|Export)/.test(parent.type) || parent.id === node;
}

const nameOf = (node: unknown): string | null =>
  (node as Node | null)?.type === 'Identifier' ? String((node as Node).name) : null;

const literal = (node: unknown): string => String((node as Node | null)?.value ?? '');

function visit(node: Node, parent: Node | null, see: (node: Node, parent: Node | null) => void) {
  see(node, parent);
  for (const child of Object.values(node).flat()) {
    if (typeof child === 'object' && child !== null && 'type' in child) {
      visit(child as Node, node, see);
    }
  }
}
