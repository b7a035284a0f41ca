// The licences of all bundled packages, which have to be shipped with their code.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {readonly import('esbuild').Metafile[]} Metafiles */

/**
 * The package folders that a bundle was made from.
 * @param {Metafiles} metafiles
 */
function bundledPackages(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap(output => Object.keys(output.inputs)),
  );
  const folders = inputs.map(input => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return [...new Set(folders)].filter(folder => folder !== undefined).sort();
}

/** @param {string} folder */
function notice(folder) {
  const { name, version, license, author } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const file = readdirSync(folder).find(entry => /^(licen[cs]e|copying)/i.test(entry));
  const by = typeof author === 'string' ? author : author?.name;
  const text =
    file === undefined
      ? `${license}${by ? `, ${by}` : ''}`
      : readFileSync(join(folder, file), 'utf8');
  return `## ${name} ${version} (${license})\n\n${text.trim()}\n`;
}

/** @param {Metafiles} metafiles @param {string} path where the notices go */
export function writeNotices(metafiles, path) {
  const packages = bundledPackages(metafiles).filter(folder =>
    existsSync(join(folder, 'package.json')),
  );
  const heading = '# Third-party notices\n\nbp-auth contains code of these packages.\n';
  writeFileSync(path, [heading, ...packages.map(notice)].join('\n'));
}
