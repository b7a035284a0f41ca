// A reporter of vitest that writes down which tests passed only when they were tried again.
import { appendFileSync } from 'node:fs';

export default class Retried {
  /** @param {import('vitest/node').TestCase} testCase */
  onTestCaseResult(testCase) {
    const file = process.env.BP_AUTH_RETRIED;
    if (file === undefined || testCase.diagnostic()?.flaky !== true) return;
    appendFileSync(file, `${testCase.module.relativeModuleId} > ${testCase.fullName}\n`);
  }
}
