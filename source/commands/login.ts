// `login`: verifies a token, stores it, and makes its profile the active one (docs/reference.md,
// Login).
import { defaultApiUrl, parseApiUrl, takenOffSentence } from '../botpress/apiUrl.ts';
import type { TokenFrom } from '../botpress/sentWith.ts';
import { joined, lineHere } from '../commandLine.ts';
import type { Context } from '../context.ts';
import { AppError, cancelled, rewrapped } from '../errors.ts';
import { type Plan, planLogin } from '../login/plan.ts';
import { candidateClient, type LoginCandidate, type Proof, prove } from '../login/prove.ts';
import { saveLogin } from '../login/save.ts';
import { type Config, profileNamed, sourceOf, type TokenSource } from '../profiles/config.ts';
import { requireName } from '../profiles/name.ts';
import { requireKeychain } from '../profiles/sources/keychain.ts';
import type { State } from '../profiles/store.ts';
import { fedBy } from '../shell.ts';
import type { Command, Input } from './command.ts';
import { goElsewhere } from './loginElsewhere.ts';
import { purposeOf } from './loginPurpose.ts';
import { report } from './loginReport.ts';
import { canShowForm, tokenFrom } from './loginToken.ts';
import { note } from './print.ts';
import { withProgress } from './progress.ts';
import { canAsk, confirmed, confirmProtected, unasked } from './prompt.ts';
import { readStored, saySettled } from './stored.ts';
import { placeFrom } from './storeFlags.ts';

export const login: Command = {
  async run(ctx, input) {
    if (input.text('profile') !== undefined) requireName(input.text('profile') ?? '');
    const state = await readStored(ctx);
    const workspaceId = input.text('workspaceId');
    const place = placeFrom(input, 'store');
    const hasToken = place !== null || input.text('token') !== undefined || input.on('withToken');
    if (!hasToken && workspaceId !== undefined) {
      return goElsewhere(ctx, input, state, workspaceId);
    }
    await requirePlace(ctx, input, state, place);
    const request = await requestFrom(ctx, input, place);
    if (request === null) {
      return openForm(ctx, input, place);
    }
    const client = candidateClient(ctx, state.config, request, cameFrom(ctx, input, place));
    const purpose = await purposeOf(ctx, input, client, request.token);
    const proof = await withProgress(ctx, 'Asking the API', () => prove(client, request, purpose));
    const wanted = request.profile;
    const plan = (config: Config) => planLogin(config, proof, wanted);
    const agreed = plan(state.config);
    await agreeToPlan(ctx, input, agreed, proof);
    const saved = await saveLogin(ctx, proof, agreed, plan, place ?? undefined);
    for (const sentence of saved.left) note(ctx, sentence);
    await saySettled(ctx, saved.state);
    report(ctx, input, saved.state, saved.plan, proof);
    return 0;
  },
};

/** The login form, starting with the wait for the browser. */
async function openForm(ctx: Context, input: Input, place: TokenSource | null): Promise<number> {
  const { runTui } = await import('../tui/run.tsx');
  return runTui(ctx, {
    first: {
      type: 'go',
      screen: 'login',
      profile: null,
      wanted: {
        profile: input.text('profile'),
        apiUrl: input.text('apiUrl'),
        place: place ?? undefined,
        keyTarget: input.text('bot') ?? input.text('integration'),
        launch: !input.off('browser'),
      },
    },
    ascii: input.on('ascii'),
    colour: !input.off('color'),
  });
}

/** Where the token of this login came from, for the message if it is refused. */
function cameFrom(ctx: Context, input: Input, place: TokenSource | null): TokenFrom {
  if (input.text('token') !== undefined) return { type: 'flag' };
  if (input.on('withToken')) return { type: ctx.stdin.isTTY ? 'typed' : 'input' };
  if (place?.kind === 'env') return { type: 'variable', variable: place.name };
  return { type: place?.kind === 'command' ? 'command' : 'typed' };
}

type Request = LoginCandidate & { profile: string | undefined };

/** Tests the keychain before anybody enters a token. */
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

/** The token and flags of this login; null if the login form has to ask for the token. */
async function requestFrom(
  ctx: Context,
  input: Input,
  place: TokenSource | null,
): Promise<Request | null> {
  // The demo's API takes the place of Botpress's.
  const apiUrl = input.text('apiUrl') ?? ctx.demo?.apiUrl ?? defaultApiUrl;
  const url = parseApiUrl(apiUrl).apiUrl;
  const takenOff = takenOffSentence(apiUrl);
  if (takenOff !== null) note(ctx, takenOff);
  const profile = input.text('profile');
  const token = await tokenFrom(ctx, input, place);
  if (token !== null) return { apiUrl: url, token, profile };
  if (canShowForm(ctx, input)) return null;
  const isKey = input.text('bot') !== undefined || input.text('integration') !== undefined;
  const target = isKey ? [] : ['--workspaceId', input.text('workspaceId') ?? 'ID'];
  const store = place === null ? [] : ['--store', place.kind];
  const login = lineHere('login', '--with-token', ...target, ...store);
  const fed = fedBy('token.txt', login, ctx);
  throw new AppError('token-needed', 'A token is needed to log in', {
    hint: unasked(ctx, joined(': ', 'Give the token on standard input', fed)),
  });
}

/** Asks before the login replaces a protected profile, or a profile of another account. */
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
  if (canAsk(ctx)) {
    if (await confirmed(ctx, `Replace profile ${name}: ${changes}?`, false)) return;
    throw rewrapped(cancelled('nothing was changed'), {
      hint: 'To keep both, add --profile NEWNAME',
    });
  }
  throw new AppError('other-account', `Profile ${name} belongs to another account (${changes})`, {
    hint: `To replace it, add --profile ${name}; to keep both, add --profile NEWNAME`,
  });
}
