// Places where code decides by the words of a sentence: a text for people that is compared or searched.
import {
  type ArrowFunctionExpression,
  type Expression,
  type Function as FunctionExpression,
  type Node,
  parseSync,
  visitorKeys,
} from 'oxc-parser';

/** Properties of errors, reasons, conclusions and remarks that hold sentences. */
export const members = new Set(['message', 'reason', 'because', 'title', 'hint', 'says', 'detail']);
/**
 * Names of objects whose `text` is a sentence. The `text` of other objects, such as keys, lines and
 * files, is none.
 */
const speakers = new Set('remark differs difference stray notice warning told bp'.split(' '));
/** Names of variables that hold sentences. */
const alone = new Set(['message', 'reason', 'because']);
const lists = new Set(['evidence', 'warnings', 'notices']);

const searches = new Set(
  'startsWith endsWith includes indexOf lastIndexOf search match matchAll replace replaceAll split slice substring at charAt localeCompare'.split(
    ' ',
  ),
);
const takesText = new Set(['test', 'exec', 'includes', 'indexOf', 'has', 'get', 'hasOwn']);
const perItem = new Set(
  'some every find findIndex findLast filter map flatMap forEach reduce'.split(' '),
);
/** Methods that return nearly the same text. */
const keepsText = new Set([
  'trim',
  'trimEnd',
  'trimStart',
  'toLowerCase',
  'toUpperCase',
  'normalize',
]);

export type SourceFile = { name: string; text: string };
export type Match = { file: string; line: number; code: string };

/**
 * For each name of a function, in whatever file: the positions of parameters that get a sentence
 * from some caller.
 */
type Handed = Map<string, Set<number>>;

/** Searches all files repeatedly, until it finds no further parameter that gets a sentence. */
export function matchesOnSentences(files: readonly SourceFile[]): Match[] {
  const parsed = files.map(file => ({ ...file, program: parse(file) }));
  const handed: Handed = new Map();
  for (;;) {
    const before = sizeOf(handed);
    const found = parsed.flatMap(file => matchesIn(file, handed));
    if (sizeOf(handed) === before) return found;
  }
}

function parse({ name, text }: SourceFile): Node {
  const { program, errors } = parseSync(name, text);
  if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message}`);
  return program;
}

const sizeOf = (handed: Handed) => [...handed.values()].reduce((sum, { size }) => sum + size, 0);

type Parsed = SourceFile & { program: Node };

/** @param handed is read, and gets the parameters to which this file passes a sentence */
function matchesIn({ name: file, text: source, program }: Parsed, handed: Handed): Match[] {
  const found: Match[] = [];
  const names = new Map<Node, string>();
  visit(program, new Scope(null));
  return found;

  function visit(node: Node, scope: Scope): void {
    const inner = isFunction(node) ? new Scope(scope) : scope;
    if (isFunction(node)) {
      const means = handed.get(node.id?.name ?? names.get(node) ?? '');
      for (const [at, parameter] of node.params.entries()) {
        declare(parameter, inner, means?.has(at));
      }
    }
    if (node.type === 'VariableDeclarator') {
      const { id, init } = node;
      if (id.type === 'Identifier' && init !== null && isFunction(init)) names.set(init, id.name);
      declare(id, inner, init !== null && isSentence(init, inner));
    }
    if (node.type === 'CallExpression') handOn(node, inner);
    if (decides(node, inner)) {
      const line = source.slice(0, node.start).split('\n').length;
      found.push({ file, line, code: source.slice(node.start, node.end) });
    }
    for (const child of childrenOf(node)) {
      visit(child, handedSentences(node, child, inner) ?? inner);
    }
  }

  function handOn(call: Extract<Node, { type: 'CallExpression' }>, scope: Scope): void {
    const callee = bare(call.callee);
    if (callee.type !== 'Identifier') return;
    for (const [at, argument] of call.arguments.entries()) {
      if (!isSentence(argument, scope)) continue;
      const places = handed.get(callee.name) ?? new Set();
      handed.set(callee.name, places.add(at));
    }
  }

  /**
   * The scope of a callback that is called for each sentence of a list: its parameter is a
   * sentence.
   */
  function handedSentences(node: Node, child: Node, scope: Scope): Scope | null {
    if (node.type !== 'CallExpression' || !isFunction(child)) return null;
    const callee = bare(node.callee);
    if (callee.type !== 'MemberExpression' || !perItem.has(nameOf(callee))) return null;
    if (!lists.has(nameOf(bare(callee.object)))) return null;
    const [parameter] = child.params;
    const within = new Scope(scope);
    if (parameter?.type === 'Identifier') within.handed.add(parameter.name);
    return within;
  }
}

/** The names that stand for a sentence; each function has its own scope. */
class Scope {
  readonly handed = new Set<string>();
  readonly #own = new Map<string, boolean>();
  readonly #outer: Scope | null;

  constructor(outer: Scope | null) {
    this.#outer = outer;
  }

  set(name: string, means: boolean): void {
    this.#own.set(name, means || (this.#outer?.handed.has(name) ?? false));
  }

  has(name: string): boolean {
    return this.#own.get(name) ?? this.#outer?.has(name) ?? false;
  }
}

/**
 * Records the names that a pattern binds.
 * @param means true if the bound value is a sentence as a whole
 */
function declare(pattern: Node, scope: Scope, means = false): void {
  switch (pattern.type) {
    case 'Identifier':
      scope.set(pattern.name, means || alone.has(pattern.name));
      return;
    case 'AssignmentPattern':
      declare(pattern.left, scope, means);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') continue;
        const { key } = property;
        const name = key.type === 'Identifier' ? key.name : '';
        declare(property.value, scope, members.has(name));
      }
      return;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element !== null) declare(element, scope);
      return;
    default:
  }
}

function isSentence(expression: Node, scope: Scope): boolean {
  const node = bare(expression);
  switch (node.type) {
    case 'Identifier':
      return scope.has(node.name);
    case 'MemberExpression':
      if (nameOf(node) === 'text') return speakers.has(nameOf(bare(node.object)));
      return members.has(nameOf(node));
    case 'LogicalExpression':
      return isSentence(node.left, scope) || isSentence(node.right, scope);
    case 'ConditionalExpression':
      return isSentence(node.consequent, scope) || isSentence(node.alternate, scope);
    case 'TemplateLiteral':
      return node.expressions.some(part => isSentence(part, scope));
    case 'CallExpression': {
      const callee = bare(node.callee);
      if (callee.type === 'MemberExpression') {
        return keepsText.has(nameOf(callee)) && isSentence(callee.object, scope);
      }
      const isText = callee.type === 'Identifier' && /^(?:String|cleanText)$/.test(callee.name);
      return isText && node.arguments.some(argument => isSentence(argument, scope));
    }
    default:
      return false;
  }
}

function decides(node: Node, scope: Scope): boolean {
  const means = (expression: Node) => isSentence(expression, scope);
  switch (node.type) {
    case 'BinaryExpression': {
      if (!/^[!=]==?$/.test(node.operator)) return false;
      const [left, right] = [node.left as Expression, node.right];
      return (means(left) && !isNothing(right)) || (means(right) && !isNothing(left));
    }
    case 'SwitchStatement':
      return means(node.discriminant);
    case 'MemberExpression':
      return node.computed && means(node.property);
    case 'CallExpression': {
      const callee = bare(node.callee);
      if (callee.type !== 'MemberExpression') return false;
      const name = nameOf(callee);
      if (searches.has(name) && means(callee.object)) return true;
      return takesText.has(name) && node.arguments.some(means);
    }
    default:
      return false;
  }
}

/**
 * Whether a comparison with this expression only asks if there is a text at all. Code may ask that.
 */
function isNothing(expression: Node): boolean {
  const node = bare(expression);
  if (node.type === 'Literal') return node.value === null || node.value === '';
  if (node.type === 'UnaryExpression') return node.operator === 'typeof';
  return node.type === 'Identifier' && node.name === 'undefined';
}

/** The expression without TypeScript's and optional chaining's wrappers. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

export function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return '';
  return node.property.type === 'Identifier' ? node.property.name : '';
}

type FunctionNode = ArrowFunctionExpression | FunctionExpression;

function isFunction(node: Node): node is FunctionNode {
  return /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type);
}

type Text = Extract<Node, { type: 'Literal' | 'TemplateLiteral' }>;

export const isText = (node: Node): node is Text =>
  node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');

/** The text of a literal, with a NUL in the place of each inserted value. */
export const textOf = (node: Text): string =>
  node.type === 'Literal'
    ? String(node.value)
    : node.quasis.map(({ value }) => value.cooked ?? value.raw).join('\0');

export function childrenOf(node: Node): Node[] {
  const keys = visitorKeys[node.type] ?? [];
  return keys.flatMap(key => {
    const child = (node as unknown as Record<string, Node | Array<Node | null> | null>)[key];
    return (Array.isArray(child) ? child : [child]).filter(one => one != null);
  });
}
