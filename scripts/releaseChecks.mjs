// The conditions for publishing a version, judged by texts alone. Pure.

/** Fields that a published package.json has and that only its owner knows. */
const ownersFields = ['repository', 'bugs', 'homepage', 'author'];

/** Fields that are required, whoever publishes the package. */
const needed = ['name', 'version', 'description', 'license', 'keywords', 'engines', 'bin', 'files'];

/** @type {(value: unknown) => boolean} */
const isEmpty = value =>
  value === undefined || value === null || value === '' || Object.keys(Object(value)).length === 0;
/** @type {(manifest: Record<string, unknown>, names: string[]) => string[]} */
const absent = (manifest, names) =>
  names.filter(name => typeof manifest[name] !== 'number' && isEmpty(manifest[name]));

/**
 * @param {Record<string, unknown>} manifest package.json
 * @returns {{ missing: string[], unknown: string[] }} what is wrong, and what only the owner can add
 */
export function missingFields(manifest) {
  return { missing: absent(manifest, needed), unknown: absent(manifest, ownersFields) };
}

/**
 * @param {string} changelog
 * @param {string} version
 * @returns {string | null} the text below a version's heading in the CHANGELOG
 */
export function notesOf(changelog, version) {
  return sections(changelog).find(section => section.version === version)?.text ?? null;
}

/**
 * @param {string} changelog
 * @param {string} version
 * @param {string} today as 2026-01-31
 * @returns {string[]} what is wrong with the CHANGELOG for this version
 */
export function changelogFaults(changelog, version, today) {
  const all = sections(changelog);
  const own = all.find(section => section.version === version);
  if (!own) return [`CHANGELOG.md has no section "## ${version} (${today})"`];
  const { date, text } = own;
  const faults = [];
  if (date === null) faults.push(`The section ${version} of CHANGELOG.md has no date`);
  else if (!isDay(date)) faults.push(`The date of ${version} in CHANGELOG.md is no day: ${date}`);
  else if (date > today)
    faults.push(`The date of ${version} in CHANGELOG.md is still to come: ${date}`);
  if (text === '') faults.push(`The section ${version} of CHANGELOG.md is empty`);
  const above = all.slice(0, all.indexOf(own)).filter(section => section.text !== '');
  for (const section of above) {
    faults.push(`CHANGELOG.md has "${section.title}" above ${version}: it would not be published`);
  }
  return faults;
}

/**
 * @param {string} readme
 * @returns {string[]} links that do not work on the package's page while `repository` is unknown
 */
export function relativeLinks(readme) {
  const targets = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(
    ([, target = '']) => target,
  );
  return [...new Set(targets)];
}

/**
 * @param {string} changelog
 * @returns {Array<{ title: string, version: string | null, date: string | null, text: string }>}
 */
function sections(changelog) {
  return changelog
    .replaceAll('\r\n', '\n')
    .split(/^## /m)
    .slice(1)
    .map(part => {
      const [title = '', ...lines] = part.split('\n');
      const [, version = null, rest = ''] = /^\[?(\d+\.\d+\.\d+[\w.+-]*)\]?(.*)$/.exec(title) ?? [];
      const [date = null] = /\d{4}-\d{2}-\d{2}/.exec(rest) ?? [];
      return { title: title.trim(), version, date, text: lines.join('\n').trim() };
    });
}

/** @param {string} date */
function isDay(date) {
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}
