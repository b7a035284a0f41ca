// Places where a program decides by the words of a sentence: a text that is made for people, compared or searched.
import { type Expression, type Node, parseSync, visitorKeys } from 'oxc-parser';

/** What sentences are called where they belong to something: an error, a reason, a conclusion, a remark. */
const members = new Set(['message', 'reason', 'because', 'title', 'hint', 'says', 'detail']);
/** Whose `text` is one; keys, lines and files have a text, too. */
const speakers = new Set('remark differs difference stray notice warning told bp'.split(' '));
/** The same, where they stand alone. */
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
/** What gives the same text back, more or less. */
const keepsText = new Set([
  'trim',
  'trimEnd',
  'trimStart',
  'toLowerCase',
  'toUpperCase',
  'normalize',
]);

export type Match = { line: number; code: string };

/** @param file its ending tells the language */
export function matchesOnSentences(file: string, source: string): Match[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Match[] = [];
  visit(program, new Scope(null));
  return found;

  function visit(node: Node, scope: Scope): void {
    const inner = isFunction(node) ? new Scope(scope) : scope;
    if (isFunction(node)) for (const parameter of node.params) declare(parameter, inner);
    if (node.type === 'VariableDeclarator') {
      declare(node.id, inner, node.init !== null && isSentence(node.init, inner));
    }
    if (decides(node, inner)) {
      const line = source.slice(0, node.start).split('\n').length;
      found.push({ line, code: source.slice(node.start, node.end) });
    }
    for (const child of childrenOf(node)) {
      visit(child, handedSentences(node, child, inner) ?? inner);
    }
  }

  /** A callback that is handed the sentences of a list one by one: its parameter is one. */
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

/** Which names mean a sentence, function by function. */
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

/** Notes the names that a pattern binds. @param means whether what is bound is a sentence as a whole */
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

/** Whether there is a text at all may be asked. */
function isNothing(expression: Node): boolean {
  const node = bare(expression);
  if (node.type === 'Literal') return node.value === null || node.value === '';
  if (node.type === 'UnaryExpression') return node.operator === 'typeof';
  return node.type === 'Identifier' && node.name === 'undefined';
}

/** Without what TypeScript and optional chains put around. */
function bare(node: Node): Node {
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

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return '';
  return node.property.type === 'Identifier' ? node.property.name : '';
}

type FunctionNode = Extract<
  Node,
  { type: 'ArrowFunctionExpression' | 'FunctionExpression' | 'FunctionDeclaration' }
>;

function isFunction(node: Node): node is FunctionNode {
  return /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(node.type);
}

function childrenOf(node: Node): Node[] {
  const keys = visitorKeys[node.type] ?? [];
  return keys.flatMap(key => {
    const child = (node as unknown as Record<string, Node | Array<Node | null> | null>)[key];
    return (Array.isArray(child) ? child : [child]).filter(one => one != null);
  });
}
