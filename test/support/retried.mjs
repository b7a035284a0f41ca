// A reporter of vitest that writes down which tests passed only when they were tried again.
import { appendFileSync } from 'node:fs';

export default class Retried {
  /** @param {import('vitest/node').TestCase} testCase */
  onTestCaseResult(testCase) {
    const file = process.env.BP_AUTH_RETRIED;
    // A test that is expected to fail counts as tried again, though nothing was odd about it.
    if ('needsItsWords' in testCase.meta()) return;
    if (file === undefined || testCase.diagnostic()?.flaky !== true) return;
    appendFileSync(file, `${testCase.module.relativeModuleId} > ${testCase.fullName}\n`);
  }
}
