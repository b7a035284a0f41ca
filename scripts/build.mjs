// Bundles source/ into dist/: the file named by `bin`, and chunks that are loaded only when needed.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

// ink imports this optional package statically; the stub keeps the bundle closed (facts: stack.md).
const devtoolsStub = {
  name: 'react-devtools-stub',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'stub', namespace: 'devtools' }));
    onLoad({ filter: /.*/, namespace: 'devtools' }, () => ({
      contents: 'export default { initialize() {}, connectToDevTools() {} }',
    }));
  },
};

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['source/cli.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  mainFields: ['module', 'main'],
  target: 'node20.19',
  minify: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  plugins: [devtoolsStub],
  external: ['@napi-rs/keyring'],
  banner: {
    js: "#!/usr/bin/env node\nimport{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
  legalComments: 'none',
  logLevel: 'warning',
});
