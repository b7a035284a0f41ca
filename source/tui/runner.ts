// Owns doing what updates ask for: the one place where the UI calls the actions that commands call.
import { getAccount, getMembership, getWorkspace, listPats } from '../botpress/endpoints.ts';
import type { Context } from '../context.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { CheckUpdate } from '../diagnosis/diagnosis.ts';
import { type AppError, toAppError } from '../errors.ts';
import { planLogin } from '../login/plan.ts';
import { candidateClient, prove, verifyToken, workspacePages } from '../login/prove.ts';
import { saveLogin } from '../login/save.ts';
import { removeProfile, renameProfile, useProfile } from '../profiles/manage.ts';
import { readState, type State as Stored } from '../profiles/store.ts';
import { connect } from '../tokens/connect.ts';
import { checkStatus } from '../tokens/status.ts';
import type { Asked, Work } from './effects.ts';
import { homeOf, readHome } from './home.ts';
import { createLanes } from './lanes.ts';
import { createLimit } from './limit.ts';
import type { Message } from './messages.ts';
import type { Check } from './shared.ts';

/** What work can do to the program itself. */
export type Stage = {
  exit(code: number, farewell: string | null): void;
  suspend(): void;
  repaint(): void;
};

export type Runner = {
  run(work: Work): void;
  /** Breaks off everything that is under way, but what is being written. */
  stop(): void;
};

/** Profiles asked about at the same time. */
const checksAtOnce = 4;

/** @param flag the value of --profile */
export function createRunner(
  ctx: Context,
  send: (message: Message) => void,
  stage: Stage,
  flag?: string,
): Runner {
  const lanes = createLanes(send);
  const limited = createLimit(checksAtOnce);
  let ticking = new AbortController();
  let writes = Promise.resolve();

  /** Writes go one after the other, in the order they were asked for. */
  const write = (
    work: () => Promise<{ state: Stored; message: Message }>,
    failed: (error: AppError) => Message = error => ({ type: 'write.failed', error }),
  ) => {
    writes = writes.then(work).then(
      ({ state, message }) => {
        send({ type: 'home.loaded', home: homeOf(ctx, state, flag) });
        send(message);
      },
      error => send(failed(toAppError(error))),
    );
  };

  const run = (work: Work): void => {
    switch (work.type) {
      case 'home.read':
        return send({ type: 'home.loaded', home: readHome(ctx, flag) });
      case 'check':
        return limited(async () => {
          const check = await ask(ctx, work, lanes.ending);
          if (!lanes.ending.aborted) send({ type: 'check.done', identity: work.identity, check });
        });
      case 'profile.use':
        return write(async () => {
          const state = await useProfile(ctx, work.name);
          return { state, message: { type: 'profiles.used', name: work.name } };
        });
      case 'profile.rename':
        return write(async () => {
          const { from, to } = work;
          const state = await renameProfile(ctx, from, to);
          return { state, message: { type: 'profiles.renamed', from, to } };
        });
      case 'profile.remove':
        return write(async () => {
          const removal = await removeProfile(ctx, work.name);
          return { state: removal.state, message: { type: 'profiles.removed', removal } };
        });
      case 'login.save':
        return write(async () => {
          const { proof, name } = work;
          const saved = await saveLogin(ctx, proof, config => planLogin(config, proof, name));
          return { state: saved.state, message: { type: 'login.saved', saved } };
        }, loginFailed);
      case 'login.verify':
        return lanes.start('login', loginFailed, async (signal, say) => {
          const client = candidateClient(ctx, readState(ctx).config, work.candidate);
          say({ type: 'login.verified', account: await verifyToken(client, signal) });
          for await (const workspaces of workspacePages(client, signal)) {
            say({ type: 'login.page', workspaces });
          }
          say({ type: 'login.listed' });
        });
      case 'login.prove':
        return lanes.start('proof', loginFailed, async (signal, say) => {
          const { candidate, workspaceId } = work;
          const client = candidateClient(ctx, readState(ctx).config, candidate);
          const purpose = { type: 'workspace', workspaceId } as const;
          say({ type: 'login.proven', proof: await prove(client, candidate, purpose, signal) });
        });
      case 'workspace.load':
        return lanes.start('workspace', workspaceFailed('workspace'), (signal, say) =>
          loadWorkspace(ctx, work, signal, say),
        );
      case 'tokens.list':
        return lanes.start('tokens', tokensFailed, async (signal, say) => {
          const client = await connect(ctx, work.name, work.profile);
          say({ type: 'tokens.listed', tokens: await listPats(client, signal) });
        });
      case 'diagnose':
        return lanes.start('troubleshooting', diagnosisFailed, async (signal, say) => {
          const heard = (check: CheckUpdate) => say({ type: 'troubleshooting.check', check });
          const diagnosis = await diagnose(ctx, work, heard, signal);
          say({ type: 'troubleshooting.done', diagnosis });
        });
      case 'cancel':
        return lanes.cancel(work.lane);
      case 'tick':
        ticking.abort();
        ticking = new AbortController();
        ctx.wait(work.ms, ticking.signal).then(
          () => send({ type: 'ticked' }),
          () => {},
        );
        return;
      case 'exit':
        return stage.exit(work.code, work.farewell);
      case 'suspend':
        return stage.suspend();
      case 'repaint':
        return stage.repaint();
    }
  };

  const stop = () => {
    lanes.stop();
    ticking.abort();
  };
  return { run, stop };
}

const loginFailed = (error: AppError): Message => ({ type: 'login.failed', error });
const tokensFailed = (error: AppError): Message => ({ type: 'tokens.failed', error });
const diagnosisFailed = (error: AppError): Message => ({ type: 'troubleshooting.failed', error });

type WorkspacePart = Extract<Message, { type: 'workspace.failed' }>['part'];

const workspaceFailed =
  (part: WorkspacePart) =>
  (error: unknown): Message => ({ type: 'workspace.failed', part, error: toAppError(error) });

/** What the API says about one profile; what keeps us from asking is an answer too. */
async function ask(ctx: Context, { name, profile }: Asked, signal: AbortSignal): Promise<Check> {
  try {
    return { state: 'known', status: await checkStatus(ctx, name, profile, signal) };
  } catch (error) {
    return { state: 'failed', error: toAppError(error), checkedAt: ctx.now() };
  }
}

/** Each part is said as it comes; one that fails keeps none of the others away. */
async function loadWorkspace(
  ctx: Context,
  { name, profile }: Asked,
  signal: AbortSignal,
  say: (message: Message) => void,
): Promise<void> {
  const failed = (part: WorkspacePart) => (error: unknown) => say(workspaceFailed(part)(error));
  const client = await connect(ctx, name, profile).catch(error => {
    for (const part of ['account', 'membership'] as const) failed(part)(error);
    throw error;
  });
  const id = profile.workspaceId ?? '';
  await Promise.all([
    getWorkspace(client, id, signal).then(
      value => say({ type: 'workspace.loaded', part: 'workspace', value }),
      failed('workspace'),
    ),
    getAccount(client, signal).then(
      value => say({ type: 'workspace.loaded', part: 'account', value }),
      failed('account'),
    ),
    getMembership(client, id, signal).then(
      value => say({ type: 'workspace.loaded', part: 'membership', value }),
      failed('membership'),
    ),
  ]);
}
