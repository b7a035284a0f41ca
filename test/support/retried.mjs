// A vitest reporter that records which tests passed only after a retry.
import { appendFileSync } from 'node:fs';

export default class Retried {
  /** @param {import('vitest/node').TestCase} testCase */
  onTestCaseResult(testCase) {
    const file = process.env.BP_AUTH_RETRIED;
    // Tests with `needsItsWords` are expected to fail; vitest counts them as retried, although
    // nothing was wrong with them.
    if ('needsItsWords' in testCase.meta()) return;
    if (file === undefined || testCase.diagnostic()?.flaky !== true) return;
    appendFileSync(file, `${testCase.module.relativeModuleId} > ${testCase.fullName}\n`);
  }
}
