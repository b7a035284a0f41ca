// The modules of source: what each imports, even if only types, and which names it exports.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

type Import = {
  from: string;
  /** The path of a module of source, or the name of a package. */
  to: string;
  /** By `import()`, at run time. */
  dynamic: boolean;
  /** Types only: removed by the compiler. */
  types: boolean;
};

export type Module = { file: string; text: string; imports: Import[]; exported: string[] };

export function modulesIn(directory: string): Module[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => moduleOf(join(directory, name), readFileSync(join(directory, name), 'utf8')));
}

export function moduleOf(file: string, text: string): Module {
  const { module } = parseSync(file, text);
  const again = module.staticExports.flatMap(({ entries }) => entries);
  const found = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      to: moduleRequest.value,
      dynamic: false,
      types: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...again.flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null ? [] : [{ to: moduleRequest.value, dynamic: false, types: isType }],
    ),
    ...module.dynamicImports.map(({ moduleRequest }) => ({
      to: text.slice(moduleRequest.start + 1, moduleRequest.end - 1),
      dynamic: true,
      types: false,
    })),
  ];
  return {
    file,
    text,
    imports: found.map(({ to, ...how }) => ({
      from: file,
      to: to.startsWith('.') ? resolve(dirname(file), to) : to,
      ...how,
    })),
    exported: again.flatMap(({ exportName }) => exportName.name ?? []),
  };
}

/**
 * The circles in a graph, each as the list of its files; at least one for each group of connected
 * circles.
 */
export function circlesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file]);
    if (path.includes(file) || done.has(file)) return;
    for (const to of edges.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  return circles;
}
