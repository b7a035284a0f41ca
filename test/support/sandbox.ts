// A sandbox for one test; closed when the test ends.
import { onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';

export { sampleTokens } from '../../source/sandbox/tokens.ts';

export async function sandboxForTest(): Promise<Sandbox> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** What reached the sandbox's second origin: nothing may, and no token ever. */
export async function reachedOther(sandbox: Sandbox): Promise<string> {
  return (await fetch(`${sandbox.otherUrl}/_log`)).text();
}
