// A stored profile that its workspace does not know, and the jobs of screens about it.
import { changeState } from '../../../source/profiles/store.ts';
import type { JobTools, Write } from '../../../source/tui/contract/jobs.ts';
import type { Message } from '../../../source/tui/contract/messages.ts';
import { explainIn } from '../../../source/tui/kernel/explained.ts';
import { createLanes } from '../../../source/tui/kernel/lanes.ts';
import { createRegister } from '../../../source/tui/kernel/waiting.ts';
import { fakeContext } from '../../support/context.ts';
import { sampleTokens, sandboxForTest } from '../../support/sandbox.ts';
import { profile } from '../world.ts';

/** `written` waits for what is being written. */
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
  let writing = Promise.resolve();
  const write: Write = (work, failed = error => ({ type: 'write.failed', error })) => {
    writing = work(ctx).then(
      ({ message }) => send(message),
      error => send(failed(error)),
    );
  };
  const jobs = jobsOf({
    ctx,
    send,
    write,
    lanes: createLanes(send, explainIn(ctx), createRegister(send, ctx.now)),
    atEnd: () => {},
  });
  return { ctx, jobs, heard, stored, written: () => writing };
}
