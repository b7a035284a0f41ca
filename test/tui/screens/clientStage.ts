// A stage for tests of a screen's jobs: a stored profile whose account is not a member of its workspace.
import { changeState } from '../../../source/profiles/store.ts';
import type { JobTools } from '../../../source/tui/contract/jobs.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import { explainIn } from '../../../source/tui/kernel/explained.ts';
import { createLanes } from '../../../source/tui/kernel/lanes.ts';
import { createRegister } from '../../../source/tui/kernel/waiting.ts';
import { createWrites } from '../../../source/tui/kernel/writes.ts';
import { fakeContext } from '../../support/context.ts';
import { sampleTokens, sandboxForTest } from '../../support/sandbox.ts';
import { profile } from '../world.ts';

/**
 * A home with the profile secret-client, and the jobs that `jobsOf` gives. `written` waits until
 * everything is stored.
 */
export async function clientStage<Jobs>(jobsOf: (tools: JobTools) => Jobs) {
  const sandbox = await sandboxForTest();
  const ctx = fakeContext();
  const stored = profile('secret-client', {
    apiUrl: sandbox.url,
    tokenOrigin: new URL(sandbox.url).origin,
    workspaceId: 'ws_nomember',
    token: sampleTokens.owner,
  });
  await changeState(ctx, 'test', config => ({
    ...config,
    activeProfile: 'secret-client',
    profiles: { 'secret-client': stored },
  }));
  const heard: Message[] = [];
  const send = (message: Message) => void heard.push(message);
  const register = createRegister(send, ctx.now);
  // Messages about the stored data are left out: these tests are not about it.
  const answers = (message: Message) => message.type === 'home.loaded' || send(message);
  const { settled: written, ...writers } = createWrites(ctx, answers, register, undefined);
  const jobs = jobsOf({
    ...{ ctx, send, ...writers },
    lanes: createLanes(send, explainIn(ctx), register),
    atEnd: () => {},
  });
  return { ctx, jobs, heard, stored, written };
}
