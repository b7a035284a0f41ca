// The plugin for BP_AUTH_BUILT: the tests import the program from dist, so that they cover what
// users get.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const virtual = '\0built:';

type Part = Record<string, () => Record<string, unknown>>;

/** The modules that the parts of dist export (`source/main.ts` among them), each with its part. */
function builtModules(): Map<string, string> {
  const require = createRequire(join(dist, '/'));
  const parts = readdirSync(dist).filter(file => /^(?!tui)\w+\.cjs$/.test(file));
  return new Map(
    parts.flatMap(part =>
      Object.keys(require(join(dist, part)) as Part).map((path): [string, string] => [path, part]),
    ),
  );
}

/** Leads only the tests' own imports to dist: the built program imports from dist anyway. */
export function builtProgram(): Plugin {
  const partOf = builtModules();
  return {
    name: 'built-program',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (!importer?.startsWith(join(root, 'test/')) || !id.startsWith('.')) return null;
      const found = await this.resolve(id, importer, { ...options, skipSelf: true });
      const path = found?.id.startsWith(root) ? found.id.slice(root.length) : '';
      return partOf.has(path) ? virtual + path : null;
    },
    load(id) {
      if (!id.startsWith(virtual)) return null;
      const path = id.slice(virtual.length);
      const part = join(dist, partOf.get(path) ?? '');
      const module = (createRequire(part)(part) as Part)[path]?.() ?? {};
      const named = Object.keys(module).filter(name => name !== 'default');
      return [
        "import { createRequire } from 'node:module';",
        `const built = createRequire(${JSON.stringify(part)})(${JSON.stringify(part)});`,
        `export const { ${named.join(', ')} } = built[${JSON.stringify(path)}]();`,
      ].join('\n');
    },
  };
}
