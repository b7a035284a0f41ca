// A vitest reporter that records which tests passed only after a retry.
import { appendFileSync } from 'node:fs';

export default class Retried {
  /** @param {import('vitest/node').TestCase} testCase */
  onTestCaseResult(testCase) {
    const file = process.env.BP_AUTH_RETRIED;
    // A test that is expected to fail counts as retried, although nothing was wrong with it.
    if ('needsItsWords' in testCase.meta()) return;
    if (file === undefined || testCase.diagnostic()?.flaky !== true) return;
    appendFileSync(file, `${testCase.module.relativeModuleId} > ${testCase.fullName}\n`);
  }
}
