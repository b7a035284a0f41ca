// The parts of the program: which file of dist each module is bundled into.

/** @typedef {import('esbuild').Metafile['inputs']} Inputs */

/** Commands that only read what is stored: shell prompts and scripts run them. */
const reads = ['profilesList', 'profilesActive', 'profilesGet', 'token', 'env'];
/** Commands that explain how to call commands, or print a script that a starting shell reads. */
const help = ['help', 'didYouMean', 'completion', 'hook'];

/** @param {string} name */
const command = name => `source/commands/${name}.ts`;

/**
 * The modules that each part starts from, in order of precedence: a part also gets every module
 * that these import, unless an earlier part has it. The last part gets the rest.
 */
const starts = {
  cli: ['source/cli.ts', 'source/version.ts', ...reads.map(command)],
  help: [...help.map(command), 'source/profiles/closest.ts'],
  request: [
    'source/tokens/status.ts',
    'source/botpress/transport.ts',
    'source/commands/progress.ts',
    /node_modules\/ofetch\//,
  ],
  proxy: ['source/botpress/proxyAgent.ts'],
  conf: [/node_modules\/conf\/dist\/source\/index\.js$/],
  sandbox: ['source/sandbox/server.ts'],
  // commands/columns is in the last part, with Unicode's data on widths, which the terminal UI
  // needs, too. A command that prints a table loads that part only if a cell is not plain ASCII.
  commands: [/^source\/(?!tui|commands\/columns)/, /node_modules\/cross-spawn\/index\.js$/],
  tui: [/./],
};

/**
 * Modules whose functions are called only in unusual cases: their part is loaded when a function is
 * called, not when the module is imported. These modules export nothing but functions.
 */
export const loadedWhenCalled = new Set([
  'source/commands/columns.ts',
  'source/commands/prompt.ts',
  'source/files/mounts.ts',
  'source/profiles/closest.ts',
  'source/profiles/foreignHome.ts',
  'source/profiles/jsonPlaces.ts',
]);

/**
 * @param {Inputs} inputs esbuild's metafile: each module with its imports
 * @returns the part of each module, and for each part its modules that other parts import
 */
export function partsOf(inputs) {
  /** @type {Map<string, string>} */
  const partOf = new Map();
  for (const [part, entries] of Object.entries(starts)) {
    /** @param {string} path */
    const isEntry = path =>
      entries.some(entry => (typeof entry === 'string' ? entry === path : entry.test(path)));
    const waiting = Object.keys(inputs).filter(isEntry);
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (partOf.has(path)) continue;
      partOf.set(path, part);
      for (const imported of inputs[path]?.imports ?? []) {
        const isLater = imported.kind === 'dynamic-import' || loadedWhenCalled.has(imported.path);
        if (!isLater && !imported.external && imported.path in inputs) waiting.push(imported.path);
      }
    }
  }
  /** @type {Map<string, Set<string>>} */
  const exported = new Map(Object.keys(starts).map(part => [part, new Set()]));
  for (const [path, { imports }] of Object.entries(inputs)) {
    for (const imported of imports) {
      const part = partOf.get(imported.path);
      const isLater = part === 'cli' && imported.kind === 'dynamic-import';
      const isElsewhere = part !== partOf.get(path) || isLater;
      if (part !== undefined && isElsewhere) exported.get(part)?.add(imported.path);
    }
  }
  // Exported for the tests of the built program, which run it in a fake world.
  exported.get('cli')?.add('source/main.ts');
  return {
    partOf,
    exported: Object.fromEntries([...exported].map(([part, paths]) => [part, [...paths].sort()])),
  };
}
