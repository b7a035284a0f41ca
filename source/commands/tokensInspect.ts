// `tokens inspect`: a token's kind, owner, reach and permissions. Never takes a token as an
// argument.
import { defaultApiUrl, parseApiUrl } from '../botpress/apiUrl.ts';
import { createClient } from '../botpress/client.ts';
import { requireId } from '../botpress/endpoints.ts';
import { requireOwnOrigin } from '../botpress/hostGate.ts';
import { joined, lineHere } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { type Ability, probeAbilities } from '../diagnosis/abilities.ts';
import { AppError } from '../errors.ts';
import { verifyToken, workspacePages } from '../login/prove.ts';
import type { StoredProfile } from '../profiles/config.ts';
import { requireCurrent } from '../profiles/current.ts';
import { knownOrigin } from '../profiles/resolve.ts';
import { readToken } from '../profiles/sources/readToken.ts';
import { readState } from '../profiles/store.ts';
import { fingerprint, kindNames, kindOf, mask, type TokenKind } from '../secrets/kind.ts';
import { fedBy } from '../shell.ts';
import type { Command, Input } from './command.ts';
import { cleanedFrom } from './loginToken.ts';
import { printJson, printLine, printTable } from './print.ts';
import { withProgress } from './progress.ts';
import { readAll } from './readAll.ts';
import type { TextFlag } from './spec/specs.ts';
import { applying, readStored } from './stored.ts';

export const tokensInspect: Command = {
  async run(ctx, input) {
    const { name, profile, token } = await subjectFrom(ctx, input);
    const report: Report = { ...shapeOf(token), known: nameOf(ctx, token), ...unasked };
    if (!input.on('offline')) {
      await withProgress(ctx, 'Asking the API', () =>
        askAll(ctx, input, { name, profile }, token, report),
      );
    }
    if (input.on('json')) printJson(ctx, report);
    else print(ctx, report, mask(token));
    return 0;
  },
};

type Shape = { kind: TokenKind; fingerprint: string; characters: number };

type Report = Shape & {
  /** The profile that holds the token. */
  known: string | null;
  account: { id: string; email: string } | null;
  /** Null if the API was not asked, and for keys, which have no workspaces. */
  workspaces: Array<{ id: string; name: string }> | null;
  role: string | null;
  abilities: Ability[] | null;
};

const unasked = { account: null, workspaces: null, role: null, abilities: null };

type Subject = { name: string | null; profile: StoredProfile };

async function subjectFrom(ctx: Context, input: Input): Promise<Subject & { token: string }> {
  const [argument] = input.args;
  if (argument === undefined) {
    const resolution = applying(ctx, input, await readStored(ctx));
    const { name, profile } = requireCurrent(resolution);
    const { apiUrl, tokenOrigin } = profile;
    // Checked before the token is read, so that no command runs and no keychain opens for a wrong
    // host.
    if (!input.on('offline')) requireOwnOrigin({ apiUrl, tokenOrigin: tokenOrigin ?? '' });
    return { name, profile, token: await readToken(ctx, name, profile) };
  }
  if (argument !== '-') {
    throw new AppError(
      'token-as-argument',
      'A token is never taken as an argument: others could see it',
      {
        hint: joined(
          ': ',
          'Pipe the token in',
          fedBy('token.txt', lineHere('tokens', 'inspect', '-'), ctx),
        ),
      },
    );
  }
  const token = cleanedFrom(ctx, await readAll(ctx));
  return { name: null, profile: pipedProfile(ctx, input, token), token };
}

/**
 * The credentials for a piped token. Without --apiUrl, a token that is already stored is sent to
 * its own API.
 */
function pipedProfile(ctx: Context, input: Input, token: string): StoredProfile {
  const { config } = readState(ctx);
  const known = Object.values(config.profiles).find(profile => profile.token === token);
  const text = input.text('apiUrl');
  const { apiUrl, origin } = parseApiUrl(text ?? known?.apiUrl ?? defaultApiUrl);
  const place = (flag: TextFlag, what: string) => {
    const id = input.text(flag);
    return id === undefined ? null : requireId(id, what);
  };
  return {
    apiUrl,
    token,
    tokenOrigin: knownOrigin(config, token) ?? origin,
    kind: kindOf(token),
    workspaceId: place('workspaceId', 'workspace') ?? known?.workspaceId ?? null,
    botId: place('bot', 'bot') ?? known?.botId ?? null,
    integrationId: place('integration', 'integration') ?? known?.integrationId ?? null,
  };
}

const shapeOf = (token: string): Shape => ({
  kind: kindOf(token),
  fingerprint: fingerprint(token),
  characters: token.length,
});

function nameOf(ctx: Context, token: string): string | null {
  const print = fingerprint(token);
  const { profiles } = readState(ctx).config;
  const holds = ([, profile]: [string, StoredProfile]) =>
    profile.token === token || profile.tokenFingerprint === print;
  return Object.entries(profiles).find(holds)?.[0] ?? null;
}

async function askAll(
  ctx: Context,
  input: Input,
  { name, profile }: Subject,
  token: string,
  report: Report,
): Promise<void> {
  const known = { ...profile, token };
  const kind = profile.kind ?? 'unknown';
  if (kind === 'pat' || kind === 'unknown') {
    const tokenOrigin = known.tokenOrigin ?? '';
    const client = createClient(ctx, { apiUrl: known.apiUrl, token, tokenOrigin });
    const { id, email } = await verifyToken(client);
    report.account = { id, email };
    report.workspaces = [];
    for await (const page of workspacePages(client)) {
      report.workspaces.push(...page.map(({ id, name }) => ({ id, name })));
    }
    const [only] = report.workspaces;
    if (!known.workspaceId && report.workspaces.length === 1) known.workspaceId = only?.id;
  }
  const botId = input.text('bot');
  const options = botId === undefined ? {} : { botId: requireId(botId, 'bot') };
  const { role, abilities } = await probeAbilities(ctx, name, known, options);
  report.role = role;
  report.abilities = abilities;
}

function print(ctx: Context, report: Report, masked: string): void {
  const { kind, known, account, workspaces, role, abilities } = report;
  printLine(ctx, `Token: ${masked}`);
  printLine(ctx, `Kind: ${kindNames[kind]}`);
  if (known !== null) printLine(ctx, `Stored in: ${known}`);
  if (account !== null) {
    printLine(ctx, `Belongs to: ${account.email}${role === null ? '' : ` (${role})`}`);
  }
  if (workspaces !== null) {
    const shown = workspaces.slice(0, 10).map(({ id, name }) => `${name} (${id})`);
    const more = workspaces.length > 10 ? `, and ${workspaces.length - 10} more` : '';
    printLine(ctx, `Reaches: ${shown.join(', ') || 'no workspace'}${more}`);
  }
  if (abilities === null) return;
  printLine(ctx, '');
  const marks = { allowed: '+', denied: '-', unknown: '?' };
  printTable(
    ctx,
    abilities.map(({ title, verdict, basis, why }) => [
      `${marks[verdict]} ${title}`,
      basis,
      why ?? '',
    ]),
  );
}
