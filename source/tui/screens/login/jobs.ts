// The work behind the login form, calling the same actions as the command.
import type { AppError } from '../../../errors.ts';
import { planLogin } from '../../../login/plan.ts';
import { candidateClient, prove, verifyToken, workspacePages } from '../../../login/prove.ts';
import { saveLogin } from '../../../login/save.ts';
import type { Config } from '../../../profiles/config.ts';
import { readState } from '../../../profiles/store.ts';
import type { JobsOf, JobTools } from '../../contract/jobs.ts';
import type { Message } from '../../contract/messages.ts';
import type { LoginWork } from './messages.ts';

/** The form handles every token as typed, even one from the browser or a variable. */
const typed = { type: 'typed' } as const;

/**
 * Why the tab should be closed: once this process has ended, another program can listen at the
 * address to which the page sends the token.
 */
const closeLoginPage = (opened: boolean) =>
  opened
    ? 'Close the tab of the login page if it is still open in your browser: what you approve there now could reach another program'
    : 'Close the tab of the login page if you opened its address yourself: what you approve there now could reach another program';

export function loginJobs({ ctx, send, lanes, write, atEnd }: JobTools): JobsOf<LoginWork> {
  /** The number of login pages that were opened or offered and have not delivered a token. */
  let pagesLeft = 0;
  let isOpened = false;
  atEnd(() => (pagesLeft > 0 ? closeLoginPage(isOpened) : null));
  return {
    'login.browser': ({ apiUrl, launch }) =>
      lanes.start('login.browser', browserFailed, async (signal, say) => {
        const { startBrowserLogin } = await import('../../../login/browserLogin.ts');
        const login = await startBrowserLogin(ctx, { apiUrl, launch, signal });
        pagesLeft++;
        isOpened ||= login.opened;
        say({ type: 'login.browser.opened', url: login.url, opened: login.opened });
        const token = await login.token;
        pagesLeft--;
        say({ type: 'login.received', token, variable: null });
      }),
    'login.variable': ({ name }) =>
      send({ type: 'login.received', token: ctx.env[name] ?? '', variable: name }),
    'login.verify': ({ candidate }) =>
      lanes.start('login.verify', failed('login.verify'), async (signal, say) => {
        const client = candidateClient(ctx, readState(ctx).config, candidate, typed);
        say({ type: 'login.verified', account: await verifyToken(client, signal) });
        for await (const workspaces of workspacePages(client, signal)) {
          say({ type: 'login.page', workspaces });
        }
        say({ type: 'login.listed' });
      }),
    'login.prove': ({ candidate, purpose }) =>
      lanes.start('login.prove', failed('login.prove'), async (signal, say) => {
        const client = candidateClient(ctx, readState(ctx).config, candidate, typed);
        say({ type: 'login.proven', proof: await prove(client, candidate, purpose, signal) });
      }),
    'login.save': ({ proof, name, place }) =>
      write(async ctx => {
        const plan = (config: Config) => planLogin(config, proof, name);
        const agreed = plan(readState(ctx).config);
        const saved = await saveLogin(ctx, proof, agreed, plan, place ?? undefined);
        return { state: saved.state, message: { type: 'login.saved', saved } };
      }, failed('login.save')),
  };
}

const failed =
  (work: LoginWork['type']) =>
  (error: AppError): Message => ({ type: 'login.failed', work, error });
const browserFailed = (error: AppError): Message => ({ type: 'login.browser.failed', error });
