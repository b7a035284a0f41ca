// `login`: verify, then store, then make it the active profile (contract.md, Login).
import type { Workspace } from '../botpress/answers.ts';
import { defaultApiUrl, parseApiUrl } from '../botpress/apiUrl.ts';
import type { Client } from '../botpress/client.ts';
import { requireId } from '../botpress/endpoints.ts';
import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { changeWorkspace } from '../login/changeWorkspace.ts';
import { type Plan, planLogin } from '../login/plan.ts';
import {
  type Candidate,
  candidateClient,
  type Proof,
  type Purpose,
  prove,
  workspacePages,
} from '../login/prove.ts';
import { saveLogin } from '../login/save.ts';
import { type Config, profileNamed, sourceOf, type TokenSource } from '../profiles/config.ts';
import { currentOf, requireCurrent } from '../profiles/current.ts';
import { requireProfile } from '../profiles/manage.ts';
import { requireName } from '../profiles/name.ts';
import { readState, type State } from '../profiles/store.ts';
import { describeTarget, viewProfile } from '../profiles/view.ts';
import { requireKeychain } from '../tokens/keychain.ts';
import { kindNames, kindOf } from '../tokens/kind.ts';
import { requireToken } from '../tokens/shape.ts';
import { readOutside } from '../tokens/source.ts';
import type { Command, Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { ask, canAsk, confirmed, confirmProtected, pick } from './prompt.ts';
import { readAll } from './readAll.ts';
import { placeFrom, tokenEnvFlag } from './storeFlags.ts';

export const login: Command = {
  name: 'login',
  summary: 'Log in to a workspace and make it the active profile',
  usage: '[--token TOKEN | --with-token] [--workspaceId ID] [--apiUrl URL] [--store PLACE]',
  flags: {
    token: {
      type: 'string',
      value: 'TOKEN',
      help: 'Personal access token, bot key or integration key',
    },
    withToken: { type: 'boolean', help: 'Read the token from standard input' },
    workspaceId: { type: 'string', value: 'ID', help: 'Workspace to use' },
    apiUrl: { type: 'string', value: 'URL', help: `API to log in to (default ${defaultApiUrl})` },
    bot: { type: 'string', value: 'ID', help: 'Bot that a bot key is for' },
    integration: {
      type: 'string',
      value: 'ID',
      help: 'Integration that an integration key is for',
    },
    store: {
      type: 'string',
      value: 'PLACE',
      help: 'Where to keep the token: file (default), keychain, command (-- CMD [ARG…]) or env',
    },
    ...tokenEnvFlag,
    browser: {
      type: 'boolean',
      help: 'Open the browser (--no-browser: only show the address to open)',
    },
  },
  args: { min: 0, max: 0 },
  examples: [
    'bp-auth login',
    'bp-auth login --no-browser',
    'bp-auth login --token bp_pat_1234567890abcdef --workspaceId ws_abc123',
    'bp-auth login --with-token --workspaceId ws_abc123 < token.txt',
    'bp-auth login --workspaceId ws_dev',
    'bp-auth login --store keychain --with-token --workspaceId ws_abc123 < token.txt',
    'bp-auth login --workspaceId ws_abc123 --store command -- pass show botpress/ci',
  ],
  async run(ctx, input) {
    if (input.text('profile') !== undefined) requireName(input.text('profile') ?? '');
    const state = readState(ctx);
    const workspaceId = input.text('workspaceId');
    const place = placeFrom(input, 'store');
    const hasToken = place !== null || input.text('token') !== undefined || input.on('withToken');
    if (!hasToken && workspaceId !== undefined) {
      return pointElsewhere(ctx, input, state, requireId(workspaceId, 'workspace'));
    }
    await requirePlace(ctx, input, state, place);
    const request = await requestFrom(ctx, input, place);
    if (request === null) {
      return openForm(ctx, input, state, place);
    }
    const client = candidateClient(ctx, state.config, request);
    const purpose = await purposeOf(ctx, input, client, request.token);
    const proof = await prove(client, request, purpose);
    const wanted = request.profile;
    await agreeToPlan(ctx, input, planLogin(state.config, proof, wanted), proof);
    const plan = (config: Config) => planLogin(config, proof, wanted);
    const saved = await saveLogin(ctx, proof, plan, place ?? undefined);
    for (const sentence of saved.left) note(ctx, sentence);
    report(ctx, input, saved.state, saved.plan, proof);
    return 0;
  },
};

/** The login form, which waits for the browser first. */
async function openForm(
  ctx: Context,
  input: Input,
  { config }: State,
  place: TokenSource | null,
): Promise<number> {
  const { runTui } = await import('../tui/run.tsx');
  // The demo has its API in place of Botpress's own.
  const demoUrl = input.on('demo')
    ? profileNamed(config, config.activeProfile ?? '')?.apiUrl
    : undefined;
  return runTui(ctx, {
    screen: 'login',
    profile: input.text('profile'),
    apiUrl: input.text('apiUrl') ?? demoUrl,
    place: place ?? undefined,
    keyTarget: input.text('bot') ?? input.text('integration'),
    launch: !input.off('browser'),
    ascii: input.on('ascii'),
  });
}

type Request = Candidate & { profile: string | undefined };

/** A keychain that does not work is found out before somebody hands over a token. */
async function requirePlace(
  ctx: Context,
  input: Input,
  { config }: State,
  place: TokenSource | null,
): Promise<void> {
  const replaced = profileNamed(config, input.text('profile') ?? '');
  const expected = place ?? (replaced === null ? null : sourceOf(replaced));
  if (expected?.kind === 'keychain') await requireKeychain(ctx);
}

/** What to log in with; null where a person has to be asked for it in the form. */
async function requestFrom(
  ctx: Context,
  input: Input,
  place: TokenSource | null,
): Promise<Request | null> {
  const apiUrl = input.text('apiUrl');
  const url = parseApiUrl(apiUrl ?? defaultApiUrl).apiUrl;
  const profile = input.text('profile');
  const token = await tokenFrom(ctx, input, place);
  if (token !== null) return { apiUrl: url, token, profile };
  if (canShowForm(ctx, input)) return null;
  throw new AppError('usage', 'A token is needed to log in', {
    hint: 'Give it on standard input: bp-auth login --with-token --workspaceId ID < token.txt',
  });
}

/** Whether there is a screen for the form, and somebody at it. */
function canShowForm(ctx: Context, input: Input): boolean {
  return canAsk(ctx) && ctx.stdout.isTTY && !input.on('json');
}

async function tokenFrom(
  ctx: Context,
  input: Input,
  place: TokenSource | null,
): Promise<string | null> {
  const flag = input.text('token');
  if (place?.kind === 'command' || place?.kind === 'env') {
    if (flag === undefined && !input.on('withToken')) return readOutside(ctx, place);
    throw new AppError('usage', `With --store ${place.kind} the token comes from there`, {
      hint: 'Leave out --token and --with-token',
    });
  }
  if (flag !== undefined && input.on('withToken')) {
    throw new AppError('usage', 'Use either --token or --with-token', {
      hint: '--with-token reads the token from standard input, where nobody else can see it',
    });
  }
  if (flag !== undefined) {
    if (!ctx.env.CI) {
      note(
        ctx,
        'Other users of this machine can see --token in the process list; --with-token reads it from standard input',
      );
    }
    return requireToken(flag);
  }
  const typed = place?.kind === 'keychain' && canAsk(ctx) && !canShowForm(ctx, input);
  if (!input.on('withToken') && !typed) return null;
  if (ctx.stdin.isTTY) return requireToken(await ask(ctx, 'Token (not shown): ', { hidden: true }));
  return requireToken(await readAll(ctx));
}

/** `--workspaceId W` alone: the current profile keeps its token and points at another workspace. */
async function pointElsewhere(
  ctx: Context,
  input: Input,
  state: State,
  workspaceId: string,
): Promise<number> {
  const { name, profile } = requireCurrent(currentOf(ctx, state, input.text('profile')));
  if (name === null) {
    throw new AppError('usage', 'The current credentials come from the environment', {
      hint: 'Change the workspace where the variables are set, or give a token to log in with',
    });
  }
  const apiUrl = input.text('apiUrl');
  if (apiUrl !== undefined && parseApiUrl(apiUrl).apiUrl !== profile.apiUrl) {
    throw new AppError(
      'usage',
      `Another API URL than that of profile ${name} needs a token of its own`,
      { hint: 'Add --with-token, or leave --apiUrl out' },
    );
  }
  if (profile.protected && workspaceId !== profile.workspaceId) {
    await confirmProtected(ctx, name, input.text('confirm'), 'to change its workspace');
  }
  const other = Object.entries(state.config.profiles).find(
    ([otherName, other]) =>
      otherName !== name &&
      other.workspaceId === workspaceId &&
      other.tokenOrigin === profile.tokenOrigin,
  );
  if (other !== undefined) {
    note(
      ctx,
      `The profile ${other[0]} points at workspace ${workspaceId} already; \`bp-auth profiles use ${other[0]}\` switches to it`,
    );
  }
  const moved = await changeWorkspace(ctx, name, profile, workspaceId);
  reportLogin(ctx, input, moved.state, name, moved.proof);
  return 0;
}

/** What the token is to be proven for: the flags say, or the only choice, or a person. */
async function purposeOf(
  ctx: Context,
  input: Input,
  client: Client,
  token: string,
): Promise<Purpose> {
  const kind = kindOf(token);
  const botId = input.text('bot');
  const integrationId = input.text('integration');
  if (kind === 'bot' || botId !== undefined) {
    return { type: 'bot', botId: requireId(await needed(ctx, botId, 'bot', token), 'bot') };
  }
  if (kind === 'integration' || integrationId !== undefined) {
    const id = await needed(ctx, integrationId, 'integration', token);
    return { type: 'integration', integrationId: requireId(id, 'integration') };
  }
  const workspaceId = input.text('workspaceId');
  if (workspaceId !== undefined) {
    return { type: 'workspace', workspaceId: requireId(workspaceId, 'workspace') };
  }
  return { type: 'workspace', workspaceId: (await chooseWorkspace(ctx, client)).id };
}

async function needed(
  ctx: Context,
  id: string | undefined,
  what: 'bot' | 'integration',
  token: string,
): Promise<string> {
  if (id !== undefined) return id;
  if (canAsk(ctx)) return (await ask(ctx, `Id of the ${what}: `)).trim();
  throw new AppError(
    'usage',
    `This is a ${kindNames[kindOf(token)]}: it works for one ${what}, not for a workspace`,
    {
      hint: `Add --${what} ID`,
    },
  );
}

async function chooseWorkspace(ctx: Context, client: Client): Promise<Workspace> {
  const all: Workspace[] = [];
  for await (const page of workspacePages(client)) {
    all.push(...page);
    if (all.length % 500 === 0) note(ctx, `${all.length} workspaces so far …`);
  }
  const [only] = all;
  if (only === undefined) {
    throw new AppError('forbidden', 'The token is good, but its account has no workspace', {
      hint: 'Create one at https://app.botpress.cloud, or ask to be invited to one',
    });
  }
  if (all.length === 1) return only;
  const label = ({ name, id }: Workspace) => `${name} (${id})`;
  if (canAsk(ctx)) return pick(ctx, 'Workspaces of this account:', all, label);
  for (const workspace of all.slice(0, 50)) note(ctx, `  ${label(workspace)}`);
  if (all.length > 50) note(ctx, `  … and ${all.length - 50} more`);
  throw new AppError('usage', `The token reaches ${all.length} workspaces: say which one`, {
    hint: 'Add --workspaceId ID',
  });
}

/** Nothing of somebody else's and nothing protected is replaced without being told to. */
async function agreeToPlan(ctx: Context, input: Input, plan: Plan, proof: Proof): Promise<void> {
  const { name, replaces } = plan;
  if (replaces === null) return;
  const now = `${proof.account?.email ?? '?'}, ${proof.workspace?.id ?? proof.botId ?? proof.integrationId}`;
  const before = `${replaces.accountEmail ?? '?'}, ${replaces.workspaceId ?? replaces.botId ?? replaces.integrationId}`;
  const changes = `${before} → ${now}`;
  const sameTarget = replaces.workspaceId === (proof.workspace?.id ?? null);
  if (replaces.protected && !(sameTarget && !plan.otherAccount)) {
    await confirmProtected(ctx, name, input.text('confirm'), `to replace it (${changes})`);
  } else if (replaces.protected) {
    await confirmProtected(ctx, name, input.text('confirm'), 'to replace its token');
  }
  if (!plan.otherAccount || input.text('profile') !== undefined) return;
  if (canAsk(ctx) && (await confirmed(ctx, `Replace profile ${name}: ${changes}?`, false))) return;
  throw new AppError('usage', `Profile ${name} belongs to another account (${changes})`, {
    hint: `To replace it, add --profile ${name}; to keep both, add --profile NEWNAME`,
  });
}

function report(ctx: Context, input: Input, state: State, plan: Plan, proof: Proof): void {
  if (plan.takenName !== null) {
    note(
      ctx,
      `The name ${plan.takenName} is taken by another target; this profile is called ${plan.name}`,
    );
  }
  reportLogin(ctx, input, state, plan.name, proof);
}

/** What was stored, and what may keep it from being used. */
function reportLogin(
  ctx: Context,
  input: Input,
  state: State,
  name: string,
  proof: Pick<Proof, 'workspace' | 'role'>,
): void {
  const view = viewProfile(name, requireProfile(state.config, name), true);
  if (proof.workspace?.blocked) note(ctx, 'This workspace is blocked: most calls will be refused');
  sayWhatShadows(ctx, state, name);
  if (input.on('json')) {
    printJson(ctx, view);
    return;
  }
  const target = describeTarget(view);
  const role = proof.role ? ` (${proof.role})` : '';
  const who = view.account === null ? '' : ` as ${view.account}${role}`;
  printLine(ctx, `Logged in to ${target.label.toLowerCase()} ${target.value}${who}`);
  printLine(ctx, `Profile ${name} is active`);
}

/** The environment may keep what was just stored from being used. */
function sayWhatShadows(ctx: Context, state: State, name: string): void {
  const { current } = currentOf(ctx, state);
  if (current === null || current.name === name) return;
  const { source } = current;
  if (source.type === 'environment') {
    note(
      ctx,
      `${source.variables.join(', ')} in the environment will be used instead of this profile while set`,
    );
  } else if (source.type === 'BP_PROFILE') {
    note(
      ctx,
      `BP_PROFILE in the environment names the profile ${current.name}, which will be used instead while set`,
    );
  }
}
