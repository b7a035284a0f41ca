// Faults on this machine: in stored files, in the environment, and in a token's text.
import {
  chmodSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type HandedOver, handOver } from '../../source/profiles/handover.ts';
import { thisProcess } from '../../source/profiles/process.ts';
import { changeState } from '../../source/profiles/store.ts';
import { sampleTokens } from '../support/sandbox.ts';
import { type Row, tryRows } from './catalogue.ts';
import type { World } from './world.ts';

const owner = sampleTokens.owner;
const config = (world: World) => join(world.home, 'config.json');
const forget = (world: World) => rmSync(world.home, { recursive: true });

/** Gives config.json this content, as if an editor or a crash had written it. */
const broken = (content: string) => (world: World) => void world.write('config.json', content);
const brokenWithoutCopy = (content: string) => (world: World) => {
  rmSync(join(world.home, 'config.json.good'));
  world.write('config.json', content);
};
const lockOf = (pid: number) => ({ ...thisProcess('bp-auth login'), pid, started: null });
const setting = (variables: Record<string, string>) => (world: World) => {
  Object.assign(world.env, variables);
};

const sound: Row[] = [
  { name: 'nothing is wrong', expect: [null, 0] },
  {
    name: 'offline, nothing is wrong',
    arrange: world => void world.args.push('--offline'),
    expect: [null, 0],
  },
  {
    name: 'a token with blanks around it works',
    arrange: world => world.store({ token: `  ${owner}\n` }),
    expect: [null, 0],
  },
  {
    name: 'a flat config.json, as the documentation has it',
    arrange: world => {
      forget(world);
      world.write('config.json', {
        token: owner,
        workspaceId: 'ws_abc123',
        apiUrl: world.sandbox.url,
      });
    },
    expect: [null, 0],
  },
];

const stored: Row[] = [
  { name: 'no home at all', arrange: forget, expect: ['no-profile', 4] },
  {
    name: 'no profile, and a BOTPRESS_PAT that nobody reads',
    arrange: world => {
      forget(world);
      world.env.BOTPRESS_PAT = owner;
    },
    expect: ['no-profile', 4],
  },
  {
    name: 'profiles, but none is active',
    arrange: world =>
      changeState(world.ctx, 'test', before => ({ ...before, activeProfile: null })),
    expect: ['no-active-profile', 4],
    mend: 0,
  },
  {
    name: '--profile names none',
    arrange: world => void world.args.push('--profile', 'nope'),
    expect: ['profile-unknown', 2],
  },
  {
    name: 'BP_PROFILE names none',
    arrange: setting({ BP_PROFILE: 'nope' }),
    expect: ['profile-unknown', 2],
    mend: 0,
  },
  {
    name: 'config.json cut off in the middle',
    arrange: cutOff,
    expect: ['config-unreadable', 8],
    mend: 'repair',
  },
  {
    name: 'config.json is empty',
    arrange: broken(''),
    expect: ['config-unreadable', 8],
    mend: 'repair',
  },
  {
    name: 'config.json has a comma too many',
    arrange: withComma,
    expect: ['config-unreadable', 8],
    mend: 'repair',
    afterwards: 'token-elsewhere',
  },
  {
    name: 'config.json has two byte order marks',
    arrange: broken('\ufeff\ufeff{}'),
    expect: ['config-unreadable', 8],
    mend: 'repair',
  },
  {
    name: 'config.json holds null',
    arrange: broken('null'),
    expect: ['config-unreadable', 8],
    mend: 'repair',
  },
  {
    name: 'config.json holds a list',
    arrange: broken('[]'),
    expect: ['config-unreadable', 8],
    mend: 'repair',
  },
  {
    name: 'config.json without a good copy: bp’s profiles come back',
    arrange: brokenWithoutCopy('{"profiles": '),
    expect: ['config-unreadable', 8],
    mend: 'repair',
  },
  {
    name: 'config.json is a directory',
    arrange: world => {
      forget(world);
      mkdirSync(config(world), { recursive: true, mode: 0o700 });
    },
    expect: ['home-unreadable', 8],
  },
  {
    name: 'config.json is a symlink that leads nowhere',
    arrange: world => {
      forget(world);
      mkdirSync(world.home, { mode: 0o700 });
      symlinkSync(join(world.home, 'gone.json'), config(world));
    },
    expect: ['symlink-broken', 8],
  },
  {
    name: 'config.json was written by a newer version',
    arrange: world => changeText(world, text => text.replace('"version": 1', '"version": 99')),
    expect: ['config-newer', 3],
  },
  {
    name: 'another profile cannot be understood',
    arrange: world =>
      changeText(world, text => text.replace('"profiles": {', '"profiles": {"odd": 7,')),
    expect: ['profile-broken', 3],
  },
  {
    name: 'the token is gone from the profile',
    arrange: world => changeText(world, text => text.replace(/"token": "[^"]*",\s*/, ''), true),
    expect: ['no-token', 4],
    mend: 0,
  },
  {
    name: 'the token lives in a variable that is not set',
    arrange: world => world.store({ token: null, tokenSource: { kind: 'env', name: 'CI_TOKEN' } }),
    expect: ['variable-not-set', 8],
    mend: setting({ CI_TOKEN: owner }),
  },
  {
    name: 'the token comes from a command that fails',
    arrange: world =>
      world.store({ token: null, tokenSource: { kind: 'command', command: ['false'] } }),
    expect: ['command-failed', 8],
  },
  {
    name: 'the token comes from a command that is not there',
    arrange: world =>
      world.store({
        token: null,
        tokenSource: { kind: 'command', command: ['no-such-program-here'] },
      }),
    expect: ['command-failed', 8],
  },
];

function cutOff(world: World): void {
  const text = readFileSync(config(world), 'utf8');
  world.write('config.json', text.slice(0, text.length / 2));
}

function withComma(world: World): void {
  changeText(world, text => text.replace(/\}\s*$/, ',}'));
}

/** Edits config.json by hand. `withoutBp` removes bp's files, which would restore the old values. */
function changeText(world: World, change: (text: string) => string, withoutBp = false): void {
  world.write('config.json', change(readFileSync(config(world), 'utf8')));
  if (!withoutBp) return;
  rmSync(join(world.home, 'profiles.json'));
  rmSync(join(world.home, 'global.cache.json'));
}

const files: Row[] = [
  {
    name: 'the home can be read by others',
    arrange: world => chmodSync(world.home, 0o755),
    expect: ['modes-wide', 3],
    mend: 'repair',
  },
  {
    name: 'config.json can be read by others',
    arrange: world => chmodSync(config(world), 0o644),
    expect: ['modes-wide', 3],
    mend: 'repair',
  },
  {
    name: 'bp made profiles.json readable',
    arrange: world => chmodSync(join(world.home, 'profiles.json'), 0o644),
    expect: ['modes-wide', 3],
    mend: 'repair',
  },
  {
    name: 'the home can be written by others',
    arrange: world => chmodSync(world.home, 0o777),
    expect: ['home-unsafe', 3],
    mend: 'repair',
  },
  {
    name: 'config.json can be written by others',
    arrange: world => chmodSync(config(world), 0o666),
    expect: ['home-unsafe', 3],
    mend: 'repair',
  },
  {
    name: 'a lock whose holder died',
    arrange: world => world.write('config.json.lock', lockOf(2 ** 22 + 1)),
    expect: ['stale-lock', 3],
    mend: 'repair',
  },
  {
    name: 'a lock whose holder lives',
    arrange: world => world.write('config.json.lock', lockOf(process.pid)),
    expect: ['lock-held', 3],
    mend: world => rmSync(join(world.home, 'config.json.lock')),
  },
  {
    name: 'a half-written file of a killed process',
    arrange: world => world.write('config.json.new-0', '{"profiles"'),
    expect: ['left-over-files', 3],
    mend: 'repair',
  },
  {
    name: 'a half-written copy of bp’s cache',
    arrange: world => world.write('global.cache.json.new-1', '{'),
    expect: ['left-over-files', 3],
    mend: 'repair',
  },
  {
    name: 'a backup that somebody made, token and all',
    arrange: world => copyFileSync(config(world), join(world.home, 'config.json.bak')),
    expect: ['token-elsewhere', 3],
    mend: 0,
  },
  {
    name: 'profiles.json is cut off',
    arrange: world => world.write('profiles.json', '{"dev": '),
    expect: ['bp-files-broken', 3],
    mend: 'repair',
  },
  {
    name: 'global.cache.json is empty',
    arrange: world => world.write('global.cache.json', ''),
    expect: ['bp-files-broken', 3],
    mend: 'repair',
  },
  {
    name: 'profiles.json has an entry that bp chokes on',
    arrange: world => addEntry(world, 'odd', { apiUrl: 7 }),
    expect: ['bp-files-broken', 3],
    mend: 'repair',
  },
  {
    name: 'bp pairs the token with another host',
    arrange: world =>
      addEntry(world, 'dev', {
        apiUrl: 'https://evil.example',
        workspaceId: 'ws_abc123',
        token: owner,
      }),
    // bp changed the API URL of the active profile, so bp-auth would refuse to use this profile.
    expect: ['other-origin', 9],
  },
  {
    name: 'bp pairs the token with another host, in another profile',
    arrange: world =>
      addEntry(world, 'other', {
        apiUrl: 'https://evil.example',
        workspaceId: 'ws_abc123',
        token: owner,
      }),
    expect: ['bp-conflict', 3],
  },
  {
    name: 'bp lost a profile',
    arrange: world => world.write('profiles.json', '{}'),
    expect: ['bp-out-of-step', 3],
    mend: 'repair',
  },
];

function addEntry(world: World, name: string, entry: object): void {
  const path = join(world.home, 'profiles.json');
  world.write('profiles.json', { ...JSON.parse(readFileSync(path, 'utf8')), [name]: entry });
}

const owners: Row[] = [
  {
    name: 'config.json belongs to somebody else',
    arrange: world => chownSync(config(world), 12345, 12345),
    expect: ['foreign-owner', 3],
    mend: world => chownSync(config(world), 0, 0),
  },
];

const complete = (world: World, names: Record<string, string>) =>
  Object.assign(world.env, { BP_API_URL: world.sandbox.url, BP_WORKSPACE_ID: 'ws_dev', ...names });

/** As if doctor ran inside `bp-auth exec` of a profile. */
function insideExec(world: World, profile: HandedOver['profile'], token: string): void {
  const around = { env: world.env, platform: 'linux' as const, dotenv: new Map() };
  const { set } = handOver({ label: 'given', profile, token }, around);
  Object.assign(world.env, Object.fromEntries(set));
}

const given = (token: string, ids: Partial<HandedOver['profile']>) => (world: World) =>
  insideExec(world, { apiUrl: world.sandbox.url, ...ids }, token);

const environment: Row[] = [
  {
    name: 'a bot key and its bot in the environment, as bots have them',
    arrange: world => {
      forget(world);
      setting({ BP_TOKEN: sampleTokens.bot, BP_BOT_ID: 'bot_acme' })(world);
      world.env.BP_API_URL = world.sandbox.url;
    },
    expect: [null, 0],
  },
  {
    name: 'a bot key without its bot, but with a workspace',
    arrange: world => complete(world, { BP_TOKEN: sampleTokens.bot }),
    expect: ['environment-incomplete', 3],
    mend: 0,
  },
  {
    name: 'an id with what a file with Windows’ line ends leaves on it',
    arrange: world => {
      forget(world);
      complete(world, { BP_TOKEN: `${owner}\r`, BP_WORKSPACE_ID: '"ws_dev"\r' });
    },
    // bp-auth removes the stray characters; bp would send them along.
    expect: ['environment-unclean', 3],
  },
  {
    name: 'an id that nothing replaced',
    arrange: world => complete(world, { BP_TOKEN: owner, BP_WORKSPACE_ID: '${WORKSPACE_ID}' }),
    expect: ['environment-unusable', 2],
    mend: world => setting({ BP_TOKEN: '', BP_WORKSPACE_ID: '', BP_API_URL: '' })(world),
  },
  {
    name: 'inside exec of a PAT',
    arrange: given(owner, { kind: 'pat', workspaceId: 'ws_dev' }),
    expect: [null, 0],
  },
  {
    name: 'inside exec of a bot key',
    arrange: given(sampleTokens.bot, { kind: 'bot', botId: 'bot_acme' }),
    expect: [null, 0],
  },
  {
    name: 'inside exec of an integration key',
    arrange: given(sampleTokens.integration, { kind: 'integration', integrationId: 'int_acme' }),
    expect: [null, 0],
  },
  {
    name: 'inside exec, and the token that it gave is rejected',
    arrange: given(sampleTokens.revoked, { kind: 'pat', workspaceId: 'ws_dev' }),
    expect: ['token-rejected', 4],
    mend: 0,
  },
  {
    name: 'inside exec, and what it gave was taken out',
    arrange: world => {
      given(owner, { kind: 'pat', workspaceId: 'ws_dev' })(world);
      setting({ BP_TOKEN: '', BOTPRESS_TOKEN: '' })(world);
    },
    expect: ['exec-credentials-incomplete', 4],
    mend: 0,
  },
  {
    name: 'complete credentials of the environment overrule the active profile',
    arrange: world => complete(world, { BP_TOKEN: owner }),
    expect: ['environment-shadows', 3],
    mend: 0,
  },
  {
    name: 'the environment overrules the profile with a token that was revoked',
    arrange: world => complete(world, { BP_TOKEN: sampleTokens.revoked }),
    expect: ['token-rejected', 4],
    mend: 0,
  },
  {
    name: 'credentials of the environment alone, as in CI',
    arrange: world => {
      forget(world);
      complete(world, { BP_TOKEN: owner });
    },
    expect: [null, 0],
  },
  {
    name: '--profile comes before the environment',
    arrange: world => {
      complete(world, { BP_TOKEN: sampleTokens.expired });
      world.args.push('--profile', 'dev');
    },
    expect: [null, 0],
  },
  {
    name: 'BP_TOKEN without BP_WORKSPACE_ID',
    arrange: setting({ BP_TOKEN: sampleTokens.viewer }),
    expect: ['environment-incomplete', 3],
    mend: 0,
  },
  {
    name: 'BP_API_URL alone',
    arrange: setting({ BP_API_URL: 'https://elsewhere.example' }),
    expect: ['environment-incomplete', 3],
    mend: 0,
  },
  {
    name: 'BOTPRESS_TOKEN without its workspace',
    arrange: setting({ BOTPRESS_TOKEN: sampleTokens.viewer }),
    expect: ['environment-incomplete', 3],
    mend: 0,
  },
  {
    name: 'a stored token is sent to another host by the environment',
    arrange: world => complete(world, { BP_TOKEN: owner, BP_API_URL: 'https://evil.example' }),
    expect: ['other-origin', 9],
    mend: ({ env }) => {
      for (const name of Object.keys(env)) delete env[name];
    },
  },
  {
    name: 'BP_API_URL is no URL',
    arrange: world => complete(world, { BP_TOKEN: owner, BP_API_URL: 'api.botpress.cloud' }),
    expect: ['environment-unusable', 2],
    inline: 'api-url-invalid',
  },
  {
    name: 'BP_TOKEN with a line break in it',
    arrange: world => complete(world, { BP_TOKEN: 'bp_pat_1234567\n890abcdef' }),
    expect: ['token-unsendable', 4],
    inline: 'token-malformed',
  },
  {
    name: 'BP_TOKEN is a variable of CI that nothing replaced',
    arrange: world => complete(world, { BP_TOKEN: '${{ secrets.BOTPRESS_TOKEN }}' }),
    expect: ['token-variable', 4],
    inline: 'token-malformed',
  },
  {
    name: 'nobody checks certificates',
    arrange: setting({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
    expect: ['verification-off', 3],
    mend: 0,
  },
];

const agent = (content: object) => (world: World) =>
  writeFileSync(join(world.ctx.cwd, 'agent.json'), JSON.stringify(content));
const withoutAgent = (world: World) => rmSync(join(world.ctx.cwd, 'agent.json'));

const projects: Row[] = [
  {
    name: 'of another workspace',
    arrange: agent({ workspaceId: 'ws_prod', botId: 'bot_prod' }),
    expect: ['project-differs', 3],
    mend: withoutAgent,
  },
  {
    name: 'of another API',
    arrange: agent({ apiUrl: 'https://api.example.com' }),
    expect: ['project-differs', 3],
    mend: withoutAgent,
  },
  {
    name: 'whose bot is not there',
    arrange: agent({ workspaceId: 'ws_abc123', botId: 'bot_gone' }),
    expect: ['project-bot-missing', 3],
    mend: withoutAgent,
  },
  {
    name: 'of this workspace, with a bot that is there',
    arrange: agent({ workspaceId: 'ws_abc123', botId: 'bot_acme_0000000000000000000' }),
    expect: [null, 0],
  },
];

/** Stray characters around the values of variables that hold good credentials. */
const around: ReadonlyArray<readonly [name: string, variables: Record<string, string>]> = [
  ['a carriage return behind the token', { BP_TOKEN: `${owner}\r` }],
  ['a carriage return behind the id', { BP_WORKSPACE_ID: 'ws_dev\r' }],
  ['a line end behind the token', { BP_TOKEN: `${owner}\n` }],
  ['a blank before the token', { BP_TOKEN: ` ${owner}` }],
  ['a blank behind the id', { BP_WORKSPACE_ID: 'ws_dev ' }],
  ['a no-break space behind the token', { BP_TOKEN: `${owner}\u00a0` }],
  ['a byte order mark before the token', { BP_TOKEN: `\ufeff${owner}` }],
  ['double quotes around the token', { BP_TOKEN: `"${owner}"` }],
  ['single quotes around the token', { BP_TOKEN: `'${owner}'` }],
  ['quotes around the id', { BP_WORKSPACE_ID: '"ws_dev"' }],
  ['the word Bearer before the token', { BP_TOKEN: `Bearer ${owner}` }],
  ['the name of the variable before the token', { BP_TOKEN: `BP_TOKEN=${owner}` }],
];

/** A `.env` in the directory where doctor runs, which bp would read. */
const dotenv =
  (text: string | ((world: World) => string), name = '.env') =>
  (world: World) => {
    const content = typeof text === 'string' ? text : text(world);
    writeFileSync(join(world.ctx.cwd, name), content);
  };
const takenOut = (world: World) => rmSync(join(world.ctx.cwd, '.env'), { recursive: true });

const beside: Row[] = [
  {
    name: '.env holds an expired token that bp would send',
    arrange: dotenv(`BP_TOKEN=${sampleTokens.expired}`),
    expect: ['bp-refused', 3],
    mend: takenOut,
  },
  {
    name: '.env holds an expired token, and it is wanted for a deployment',
    arrange: world => {
      dotenv(`BP_TOKEN=${sampleTokens.expired}`)(world);
      world.args.push('--for', 'deploy');
    },
    expect: ['bp-refused', 3],
    mend: takenOut,
  },
  {
    name: '.env holds an expired token, and nobody is asked',
    arrange: world => {
      dotenv(`BP_TOKEN=${sampleTokens.expired}`)(world);
      world.args.push('--offline');
    },
    expect: ['bp-differs', 3],
  },
  {
    name: '.env holds the token of somebody else',
    arrange: dotenv(`export BP_TOKEN="${sampleTokens.viewer}" # mine`),
    expect: ['bp-differs', 3],
    mend: takenOut,
  },
  {
    name: '.env holds what is no token',
    arrange: dotenv('BP_TOKEN=${BOTPRESS_TOKEN}'),
    expect: ['bp-refused', 3],
  },
  {
    name: '.env names a workspace that the account is not in',
    arrange: dotenv('BP_WORKSPACE_ID=ws_nomember'),
    expect: ['bp-refused', 3],
  },
  {
    name: '.env names a profile that bp does not have',
    arrange: dotenv('BP_PROFILE=nope'),
    expect: ['bp-differs', 3],
  },
  {
    name: '.env sends the stored token to another host',
    arrange: dotenv(({ sandbox }) => `BP_API_URL=${sandbox.otherUrl}`),
    expect: ['bp-leaks', 3],
    mend: async world => {
      await heardNothing(world);
      takenOut(world);
    },
  },
  {
    name: '.env sends a token of its own to another host: nobody asks there',
    arrange: dotenv(
      ({ sandbox }) => `BP_TOKEN=${sampleTokens.viewer}\nBP_API_URL=${sandbox.otherUrl}`,
    ),
    expect: ['bp-differs', 3],
    mend: async world => {
      await heardNothing(world);
      takenOut(world);
    },
  },
  {
    name: '.env moves bp’s home to where it has nothing',
    arrange: dotenv('BP_BOTPRESS_HOME=.bp'),
    expect: ['bp-differs', 3],
  },
  {
    name: '.env holds what applies anyway',
    arrange: dotenv(`BP_TOKEN=${owner}\nBP_WORKSPACE_ID=ws_abc123`),
    expect: [null, 0],
  },
  {
    name: '.env holds what the environment overrules with nothing',
    arrange: world => {
      dotenv(`BP_TOKEN=${sampleTokens.expired}`)(world);
      world.env.BP_TOKEN = '';
    },
    expect: [null, 0],
  },
  {
    name: 'the .env of DOTENV_CONFIG_PATH',
    arrange: world => {
      dotenv(`BP_TOKEN=${sampleTokens.expired}`, 'ci.env')(world);
      world.env.DOTENV_CONFIG_PATH = 'ci.env';
    },
    expect: ['bp-refused', 3],
  },
  {
    name: '.env is a directory, as some name their Python',
    arrange: world => mkdirSync(join(world.ctx.cwd, '.env')),
    expect: [null, 0],
  },
  {
    name: 'BP_PROFILE names what it names to bp',
    arrange: setting({ BP_PROFILE: 'dev' }),
    expect: [null, 0],
  },
];

async function heardNothing({ sandbox }: World): Promise<void> {
  expect(await (await fetch(`${sandbox.otherUrl}/_log`)).json()).toEqual([]);
}

/** Texts that are stored as the token of the profile, and what doctor says about them. */
const shapes: ReadonlyArray<readonly [name: string, token: string, ...Row['expect']]> = [
  ['empty', '', 'token-empty', 4],
  ['blanks only', '   ', 'token-empty', 4],
  ['a shell variable', '$BOTPRESS_TOKEN', 'token-variable', 4],
  ['a braced variable', '${BOTPRESS_TOKEN}', 'token-variable', 4],
  ['a secret of GitHub', '${{ secrets.BOTPRESS_TOKEN }}', 'token-variable', 4],
  ['a variable of Windows', '%BOTPRESS_TOKEN%', 'token-variable', 4],
  ['a variable of PowerShell', '$env:BOTPRESS_TOKEN', 'token-variable', 4],
  ['a template', '{{BOTPRESS_TOKEN}}', 'token-variable', 4],
  ['YOUR_PAT of the documentation', 'YOUR_PAT', 'token-placeholder', 4],
  ['TOKEN_DEV of the documentation', 'TOKEN_DEV', 'token-placeholder', 4],
  ['bp_pat_... of the documentation', 'bp_pat_...', 'token-placeholder', 4],
  ['angle brackets', '<your-token>', 'token-placeholder', 4],
  ['undefined', 'undefined', 'token-placeholder', 4],
  ['xxxx', 'bp_pat_xxxxxxxx', 'token-placeholder', 4],
  ['masked with asterisks', 'bp_pat_********', 'token-masked', 4],
  ['masked by CI', '***', 'token-masked', 4],
  ['masked with dots', 'bp_pat_••••••••', 'token-masked', 4],
  ['the address of a login', 'http://127.0.0.1:4321/abc', 'token-address', 4],
  ['masked by bp-auth', 'bp_pat_… (43 characters, #a1b2c3d4)', 'token-masked', 4],
  ['double quotes', `"${owner}"`, 'token-wrapped', 4],
  ['single quotes', `'${owner}'`, 'token-wrapped', 4],
  ['Bearer', `Bearer ${owner}`, 'token-wrapped', 4],
  ['the whole header', `Authorization: Bearer ${owner}`, 'token-wrapped', 4],
  ['the line of a .env', `BOTPRESS_TOKEN=${owner}`, 'token-wrapped', 4],
  ['an export line', `export BP_TOKEN=${owner}`, 'token-wrapped', 4],
  ['a line break inside', 'bp_pat_1234567\r\n890abcdef', 'token-unsendable', 4],
  ['a blank inside', 'bp_pat_1234567 890abcdef', 'token-unsendable', 4],
  ['a NUL inside', 'bp_pat_1234567\u0000890abcdef', 'token-unsendable', 4],
  ['a typographic dash', 'bp_pat_1234567–890abcdef', 'token-unsendable', 4],
  ['cut off', 'bp_pat_123456', 'token-truncated', 4],
  ['pasted twice', `${sampleTokens.expired}${sampleTokens.expired}`, 'token-doubled', 4],
  ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', 'token-jwt', 4],
  ['a token of GitHub', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'token-foreign', 4],
  ['a variable of Azure', '$(BotpressToken)', 'token-variable', 4],
  ['a variable of Octopus', '#{BotpressToken}', 'token-variable', 4],
  ['a reference of 1Password', 'op://Dev/Botpress/token', 'token-variable', 4],
  ['a reference of Vault', 'vault:secret/botpress#token', 'token-variable', 4],
  ['a reference of AWS', 'arn:aws:secretsmanager:eu-west-1:1:secret:bp', 'token-variable', 4],
  ['a reference of Azure', '@Microsoft.KeyVault(SecretUri=https://v/s)', 'token-variable', 4],
  ['a template of Jinja', '{{ bp_token }}', 'token-variable', 4],
  ['a variable of Python', '%(token)s', 'token-variable', 4],
  ['process.env', 'process.env.BP_TOKEN', 'token-variable', 4],
  ['a file', '/run/secrets/bp_token', 'token-variable', 4],
  ['null', 'null', 'token-placeholder', 4],
  ['None of Python', 'None', 'token-placeholder', 4],
  ['changeme', 'changeme', 'token-placeholder', 4],
  ['YOUR_API_KEY', 'YOUR_API_KEY', 'token-placeholder', 4],
  ['a prefix and nothing else', 'bp_pat_', 'token-placeholder', 4],
  ['a name in brackets', '[TOKEN]', 'token-placeholder', 4],
  ['the name of the variable', 'BOTPRESS_TOKEN', 'token-placeholder', 4],
  ['an object of JavaScript', '[object Object]', 'token-placeholder', 4],
  ['bullets', '••••••••', 'token-masked', 4],
  ['the beginning as lists show it', 'bp_pat_1234567…', 'token-masked', 4],
  ['redacted', '[REDACTED]', 'token-masked', 4],
  ['backticks', `\`${owner}\``, 'token-wrapped', 4],
  ['typographic quotes', `\u201c${owner}\u201d`, 'token-wrapped', 4],
  ['JSON around it', `{"token":"${owner}"}`, 'token-wrapped', 4],
  ['a semicolon behind it', `${owner};`, 'token-wrapped', 4],
  ['a comma behind it', `${owner},`, 'token-wrapped', 4],
  ['set of Windows', `set BP_TOKEN=${owner}`, 'token-wrapped', 4],
  ['an assignment of PowerShell', `$env:BP_TOKEN="${owner}"`, 'token-wrapped', 4],
  ['a callback’s address', `http://127.0.0.1:4321/x?pat=${owner}`, 'token-wrapped', 4],
  ['a zero-width space inside', 'bp_pat_1234\u200b567890abcdef', 'token-unsendable', 4],
  ['a soft hyphen inside', 'bp_pat_1234\u00ad567890abcdef', 'token-unsendable', 4],
  ['a tab inside', 'bp_pat_1234\t567890abcdef', 'token-unsendable', 4],
  ['a Cyrillic letter', 'bp_pat_1234\u0430567890abcdef', 'token-unsendable', 4],
  ['far too long', `bp_pat_${'x1'.repeat(600)}`, 'token-unsendable', 4],
  ['a key of OpenAI', 'sk-proj-abcdefghijklmnop1234567890', 'token-foreign', 4],
  ['a token of Slack', 'xoxb-1234567890-abcdefghijkl', 'token-foreign', 4],
  ['a UUID', '6f9619ff-8b86-d011-b42d-00cf4fc964ff', 'token-foreign', 4],
  ['a workspace id', 'wkspace_01K5ABCDEFGHJKMNPQRSTVWXYZ', 'token-foreign', 4],
  ['base64 of a self-hosted API', 'SGVsbG8gd29ybGQhIQ==', 'token-foreign', 4],
  ['a JWT without signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', 'token-jwt', 4],
  ['some other text', 'hello-world-this-is-no-token', 'token-foreign', 4],
];

/**
 * What `profiles active` reports for a token, where it is not what doctor reports: an empty token
 * counts as none, and text that no header can hold is not sent.
 */
function inlineShape(token: string): Pick<Row, 'inline'> {
  if (token === '') return { inline: 'no-token' };
  return /[^\u0021-\u007e]/.test(token.trim())
    ? { inline: token.trim() === '' ? 'token-empty' : 'token-unsendable' }
    : {};
}

describe('nothing is wrong', () => tryRows(sound));
describe('what is stored', () => tryRows(stored));
describe.skipIf(process.platform === 'win32')('files', () => tryRows(files));
describe.skipIf(userInfo().uid !== 0)('files of others (needs root)', () => tryRows(owners));
describe('the environment', () => tryRows(environment));
describe('a variable has', () =>
  tryRows(
    around.map(([name, variables]) => ({
      name,
      arrange: world => {
        forget(world);
        complete(world, { BP_TOKEN: owner, ...variables });
      },
      expect: ['environment-unclean', 3],
      mend: world => complete(world, { BP_TOKEN: owner, BP_WORKSPACE_ID: 'ws_dev' }),
    })),
  ));
describe('the project here is one', () => tryRows(projects));
describe('what bp takes from elsewhere', () => tryRows(beside));
describe('the shape of the token', () =>
  tryRows(
    shapes.map(([name, token, ...expected]) => ({
      name,
      arrange: world => world.store({ token }),
      expect: expected,
      ...inlineShape(token),
    })),
  ));
