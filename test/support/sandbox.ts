// A sandbox for one test; closed when the test ends.
import { onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../source/sandbox/server.ts';

export { sampleTokens } from '../../source/sandbox/tokens.ts';

export async function sandboxForTest(): Promise<Sandbox> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** The log of requests to the sandbox's second origin, as JSON. */
export async function reachedOther(sandbox: Sandbox): Promise<string> {
  return (await fetch(`${sandbox.otherUrl}/_log`)).text();
}
