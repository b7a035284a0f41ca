// `npm run release -- --dry-run`: builds, tests and packs, checks the CHANGELOG, and prints what would be published
// and what is missing. It publishes nothing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { changelogFaults, missingFields, notesOf, relativeLinks } from './releaseChecks.mjs';

const { values } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, 'no-tests': { type: 'boolean' } },
});
/** @type {(line: string) => boolean} */
const say = line => process.stdout.write(`${line}\n`);

if (!values['dry-run']) {
  process.stderr.write(
    [
      'Nothing was published: this script only rehearses.',
      'Run `npm run release -- --dry-run`, add what it names as missing,',
      'then publish by hand as docs/releasing.md says.',
      '',
    ].join('\n'),
  );
  process.exit(2);
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const changelog = readFileSync('CHANGELOG.md', 'utf8');
const { missing, unknown } = missingFields(manifest);
const faults = [
  ...missing.map(name => `package.json has no ${name}`),
  ...changelogFaults(changelog, manifest.version, new Date().toISOString().slice(0, 10)),
];

/**
 * Runs npm, if possible the copy of npm that started this script. Its messages go to stderr.
 * @param {string[]} args
 * @param {2 | 'pipe'} stdout where its output goes
 */
function npm(args, stdout = 2) {
  const cli = process.env.npm_execpath;
  return spawnSync(cli ? process.execPath : 'npm', [...(cli ? [cli] : []), ...args], {
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    shell: !cli && process.platform === 'win32',
  });
}

const tests = values['no-tests'] ? ['run', '-s', 'build'] : ['test'];
if (npm(tests).status !== 0) faults.push(`\`npm ${tests.join(' ')}\` fails`);

const place = mkdtempSync(join(tmpdir(), 'bp-auth-release-'));
try {
  const { status, stdout } = npm(
    ['pack', '--json', '--ignore-scripts', '--pack-destination', place],
    'pipe',
  );
  if (status === 0) printPackage(JSON.parse(stdout)[0]);
  else faults.push('`npm pack` fails');
} finally {
  rmSync(place, { recursive: true, force: true });
}

const git = spawnSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
const notes = notesOf(changelog, manifest.version);
if (notes) say(`\nNotes of ${manifest.version}\n\n${notes}`);

const links = unknown.includes('repository')
  ? relativeLinks(readFileSync('README.md', 'utf8'))
  : [];
const open = [
  ...unknown.map(name => `package.json has no ${name}: only the owner knows it`),
  ...(links.length > 0
    ? [`README.md's own links lead nowhere on npm without \`repository\`: ${links.join(', ')}`]
    : []),
  ...(git.status === 0 && git.stdout !== ''
    ? ['The working tree has changes that are not committed']
    : []),
  ...(values['no-tests'] ? ['The tests were not run'] : []),
];
list('Wrong', faults);
list('Missing', open);
const verdict =
  faults.length > 0
    ? 'is not ready'
    : open.length > 0
      ? 'is ready but for what is missing'
      : 'is ready';
say(`\n${manifest.name} ${manifest.version} ${verdict}. Nothing was published.`);
process.exitCode = faults.length > 0 ? 1 : 0;

/** @param {{ filename: string, size: number, unpackedSize: number, files: Array<{ path: string, size: number }>, shasum: string }} packed */
function printPackage({ filename, size, unpackedSize, files, shasum }) {
  say(`Would be published: ${manifest.name}@${manifest.version} (${filename}, SHA-1 ${shasum})`);
  for (const file of files) say(`  ${file.path.padEnd(32)} ${kib(file.size)}`);
  say(`  ${`${files.length} files, ${kib(size)} packed`.padEnd(32)} ${kib(unpackedSize)}`);
}

/** @type {(title: string, lines: string[]) => void} */
function list(title, lines) {
  if (lines.length > 0) say(`\n${title}\n${lines.map(line => `  ${line}`).join('\n')}`);
}

/** @param {number} bytes */
function kib(bytes) {
  return `${(bytes / 1024).toFixed(0)} KiB`.padStart(9);
}
