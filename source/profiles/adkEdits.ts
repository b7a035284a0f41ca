// Edits of the ADK's credentials file as text: what is not edited keeps every byte.
import { isDeepStrictEqual } from 'node:util';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { AppError } from '../errors.ts';
import { isObject } from './shape.ts';

/** A profile in the ADK's form. Null and undefined mean the same: the key is left out. */
export type AdkEntry = {
  token: string;
  apiUrl: string;
  workspaceId: string | null;
  workspaceName: string | null;
};

export type AdkEdit =
  | { type: 'token'; name: string; token: string }
  /**
   * Removes the metadata too. `currentProfile` stays, so that the ADK fails instead of using
   * another profile.
   */
  | { type: 'remove'; name: string }
  /** Other keys of the profile stay. */
  | { type: 'put'; name: string; entry: AdkEntry; metadata: Readonly<Record<string, string>> }
  | { type: 'current'; name: string };

/** The text of a file without profiles. */
export const emptyAdkText = '{\n  "profiles": {},\n  "profileMetadata": {}\n}\n';

/**
 * The text with all edits applied. Pure.
 * @param path for the message
 * @throws AppError `local` if the text cannot be edited without changing anything else, such as one
 * with a duplicate key
 */
export function editedAdk(text: string, edits: readonly AdkEdit[], path: string): string {
  try {
    const wanted: unknown = JSON.parse(text);
    let edited = text;
    for (const change of edits.flatMap(changesOf)) {
      apply(wanted, change);
      edited = changed(edited, change);
    }
    if (isDeepStrictEqual(parsed(edited), wanted)) return edited;
  } catch (error) {
    // The text is nested too deeply for the parsers.
    if (!(error instanceof RangeError)) throw error;
  }
  throw new AppError(
    'adk-not-editable',
    `${path}, the ADK's credentials, could not be edited safely`,
    {
      hint: 'Check whether the file has the same key twice, and repair it; then run this again',
    },
  );
}

/** A value to set at a path; without a value, the key is removed. */
type Change = { path: readonly string[]; value?: unknown };

function changesOf(edit: AdkEdit): Change[] {
  const { name } = edit;
  switch (edit.type) {
    case 'token':
      return [{ path: ['profiles', name, 'token'], value: edit.token }];
    case 'remove':
      return [{ path: ['profiles', name] }, { path: ['profileMetadata', name] }];
    case 'current':
      return [{ path: ['currentProfile'], value: name }];
    case 'put': {
      const fields = Object.entries(edit.entry).map(([key, value]) => {
        const path = ['profiles', name, key];
        return value === null ? { path } : { path, value };
      });
      return [...fields, { path: ['profileMetadata', name], value: edit.metadata }];
    }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Applies a change to the parsed file; the edited text has to parse to the same value. */
function apply(root: unknown, { path, value }: Change): void {
  const parents = path.slice(0, -1);
  const key = path.at(-1) ?? '';
  let place = root;
  for (const parent of parents) {
    if (!isObject(place)) return;
    if (!Object.hasOwn(place, parent)) {
      if (value === undefined) return;
      define(place, parent, {});
    }
    place = place[parent];
  }
  if (!isObject(place)) return;
  if (value === undefined) delete place[key];
  else define(place, key, value);
}

/** Names may be anything, including `__proto__`. */
const define = (object: object, key: string, value: unknown) =>
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });

function changed(text: string, { path, value }: Change): string {
  const root = parseTree(text);
  if (root === undefined) return text;
  const node = findNodeAtLocation(root, [...path]);
  if (node !== undefined) {
    return value === undefined
      ? withoutProperty(text, node)
      : splice(text, node.offset, node.offset + node.length, JSON.stringify(value));
  }
  if (value === undefined) return text;
  const [parent, [key = '', ...inner]] = nearestObject(root, path);
  const whole = inner.reduceRight<unknown>((made, name) => ({ [name]: made }), value);
  return parent === null ? text : withProperty(text, parent, key, whole);
}

const splice = (text: string, start: number, end: number, instead = '') =>
  text.slice(0, start) + instead + text.slice(end);

/** The text without the property that has this value; its neighbours keep their layout. */
function withoutProperty(text: string, value: Node): string {
  const property = value.parent;
  const object = property?.parent;
  if (property === undefined || object?.children === undefined) return text;
  const at = object.children.indexOf(property);
  const previous = object.children[at - 1];
  const next = object.children[at + 1];
  if (previous !== undefined) {
    return splice(text, previous.offset + previous.length, property.offset + property.length);
  }
  if (next !== undefined) return splice(text, property.offset, next.offset);
  return splice(text, object.offset + 1, object.offset + object.length - 1);
}

/** The innermost object on the path that exists, and the keys missing below it. */
function nearestObject(root: Node, path: readonly string[]): [Node | null, readonly string[]] {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const node = findNodeAtLocation(root, path.slice(0, depth));
    if (node !== undefined) return [node.type === 'object' ? node : null, path.slice(depth)];
  }
  return [null, path];
}

/** The text with one more property, last in its object, laid out like its neighbours. */
function withProperty(text: string, object: Node, key: string, value: unknown): string {
  const { before, unit, colon } = styleAt(text, object);
  const indent = before.slice(before.lastIndexOf('\n') + 1);
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const isOnLines = before.includes('\n');
  const json = JSON.stringify(value, null, isOnLines ? unit : 0).replaceAll('\n', eol + indent);
  const property = `${before}${JSON.stringify(key)}${colon}${json}`;
  const last = object.children?.at(-1);
  if (last !== undefined) {
    const end = last.offset + last.length;
    return splice(text, end, end, `,${property}`);
  }
  const outer = isOnLines ? eol + indent.slice(unit.length) : '';
  return splice(text, object.offset + 1, object.offset + object.length - 1, property + outer);
}

type Style = {
  /** The text before a property: a line end with its indent, a blank, or nothing. */
  before: string;
  /** One level of indentation. */
  unit: string;
  colon: string;
};

/**
 * How to lay out a property of an object: like the object's first property, or like the rest of the
 * file if the object is empty.
 */
function styleAt(text: string, object: Node): Style {
  const first = object.children?.[0];
  const colon = colonIn(text, first ?? rootOf(object).children?.[0]);
  if (first !== undefined) {
    const before = text.slice(object.offset + 1, first.offset);
    return { before, unit: unitOf(text, object), colon };
  }
  const unit = unitOf(text, object);
  const outermost = rootOf(object);
  const [top] = outermost.children ?? [];
  const sample = top === undefined ? '\n' : text.slice(outermost.offset + 1, top.offset);
  if (!sample.includes('\n')) return { before: sample, unit, colon };
  const eol = sample.includes('\r\n') ? '\r\n' : '\n';
  return { before: eol + unit.repeat(depthOf(object) + 1), unit, colon };
}

function unitOf(text: string, node: Node): string {
  const root = rootOf(node);
  const [top] = root.children ?? [];
  const before = top === undefined ? '' : text.slice(root.offset + 1, top.offset);
  return before.includes('\n') ? before.slice(before.lastIndexOf('\n') + 1) : '  ';
}

/** The text between a property's name and its value. */
function colonIn(text: string, property: Node | undefined): string {
  const [key, value] = property?.children ?? [];
  return key && value ? text.slice(key.offset + key.length, value.offset) : ': ';
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return root;
}

/** How many objects enclose a node. */
function depthOf(node: Node): number {
  let depth = 0;
  for (let at = node.parent; at !== undefined; at = at.parent) if (at.type === 'object') depth++;
  return depth;
}
