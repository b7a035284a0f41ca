#!/usr/bin/env node
// A stand-in for the ADK: reads credentials as the ADK does, from its own file and nowhere else.
// `deploy` calls the API and prints as whom it acts; `login` stores the token that BOTPRESS_TOKEN holds.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const [command = 'help', ...args] = process.argv.slice(2);
const path = join(homedir(), '.adk', 'credentials');

function fail(message) {
  process.stderr.write(`adk: ${message}\n`);
  process.exit(1);
}

function agent() {
  const read = name => (existsSync(name) ? JSON.parse(readFileSync(name, 'utf8')) : {});
  return { ...read('agent.json'), ...read('agent.local.json') };
}

/**
 * The name of the profile to act as: the requested one, else the one for the project's API URL,
 * else the current one.
 */
function chosen({ profiles, currentProfile }) {
  const flag = args.indexOf('--profile');
  const told = (flag === -1 ? undefined : args[flag + 1]) || process.env.ADK_PROFILE;
  if (told) return told;
  const { apiUrl } = agent();
  const fitting = Object.keys(profiles).find(name => profiles[name].apiUrl === apiUrl);
  return (apiUrl && fitting) || currentProfile;
}

/** Notes the time of use as the ADK does: it writes the whole file, in place, without a lock. */
function used(file, name) {
  file.profileMetadata ??= {};
  file.profileMetadata[name] = {
    ...file.profileMetadata[name],
    lastUsed: new Date().toISOString(),
  };
  writeFileSync(path, JSON.stringify(file, null, 2), { mode: 0o600 });
}

if (command === 'login') {
  const file = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { profiles: {} };
  const name = process.env.ADK_PROFILE || 'default';
  file.profiles[name] = { token: process.env.BOTPRESS_TOKEN ?? 'typed', apiUrl: agent().apiUrl };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(file), { mode: 0o600 });
  process.stdout.write(`logged in as ${name}\n`);
} else if (command === 'deploy' && !args.includes('--help')) {
  if (!existsSync(path)) fail('not logged in');
  const file = JSON.parse(readFileSync(path, 'utf8'));
  const name = chosen(file);
  const profile = name === undefined ? undefined : file.profiles[name];
  if (profile === undefined) fail(`there is no profile ${name}`);
  const { token, apiUrl, workspaceId } = profile;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${apiUrl}/v1/admin/account/me`, { headers });
  if (args.includes('--used')) used(file, name);
  const who = (await answer.json()).account?.email ?? null;
  const workspace = agent().workspaceId ?? workspaceId ?? null;
  process.stdout.write(`${JSON.stringify({ name, status: answer.status, who, workspace })}\n`);
} else {
  process.stdout.write(
    `${JSON.stringify({ command, args, ADK_PROFILE: process.env.ADK_PROFILE, BP_TOKEN: process.env.BP_TOKEN })}\n`,
  );
}
