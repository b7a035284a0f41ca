// The examples of CONTRIBUTING.md, applied to a copy of the tree as the document says.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './context.ts';
import { cleanEnv } from './programs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * One code block: a new file if `above` is null; otherwise lines to insert above the first line
 * that equals `above`.
 */
export type Step = { file: string; above: string | null; code: string };

/** The code blocks of a section. The text before each block says where the block goes. */
export function stepsOf(section: string, document = textOf('CONTRIBUTING.md')): Step[] {
  const [, rest = ''] = document.split(`\n## ${section}\n`);
  const [text = ''] = rest.split('\n## ');
  let file = '';
  return [...text.matchAll(/((?:.+\n)+)\n( *)```ts\n([\s\S]*?)\n *```/g)].map(found => {
    const [, before = '', indent = '', code = ''] = found;
    const where = before.replaceAll(/\s+/g, ' ').trim();
    const place = /(?:(?:New|In) ?,? ?`([^`]+)`(?:, above `([^`]+)`)?|above `([^`]+)`):$/i.exec(
      where,
    );
    if (place === null) throw new Error(`Where does this block go? ${where}`);
    file = place[1] ?? file;
    const lines = code.split('\n').map(line => line.slice(indent.length));
    return { file, above: place[2] ?? place[3] ?? null, code: lines.join('\n') };
  });
}

/** A copy of everything that is compiled and built, using the packages of this tree. */
export function copyOfTree(): string {
  const copy = temporaryDirectory();
  for (const name of ['source', 'scripts', 'package.json', 'LICENSE']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  const options = JSON.parse(textOf('tsconfig.json'));
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ ...options, include: ['source'] }));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

export function takeStep(copy: string, { file, above, code }: Step): void {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  if (above === null) {
    writeFileSync(path, `${code}\n`);
    return;
  }
  const lines = readFileSync(path, 'utf8').split('\n');
  const at = lines.findIndex(line => line.trim() === above);
  if (at === -1) throw new Error(`${file} has no line \`${above}\``);
  writeFileSync(path, lines.toSpliced(at, 0, code).join('\n'));
}

/** The files that the compiler complains about. */
export async function complaintsOf(copy: string): Promise<string[]> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  // With --incremental, unchanged files are not compiled again.
  const { stdout } = await runNode(copy, tsc, '--incremental', '--tsBuildInfoFile', 'known.json');
  return [
    ...new Set([...stdout.matchAll(/^(\S+?)\(\d+,\d+\): error/gm)].map(([, file = '']) => file)),
  ];
}

/** Runs a script in the copy, which is also the home. */
export function runNode(copy: string, script: string, ...args: readonly string[]): Promise<Ran> {
  const options = { cwd: copy, env: cleanEnv({ HOME: copy, USERPROFILE: copy }) };
  return new Promise(resolve => {
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

type Ran = { code: number; stdout: string; stderr: string };

const textOf = (name: string) => readFileSync(join(root, name), 'utf8');
