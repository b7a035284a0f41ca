// The answers of the sandbox's first origin: the control hook, faults, the login page, the API.
import { answerApi } from './api.ts';
import { answerControl, failOrDo, record } from './control.ts';
import { answerFault } from './faults.ts';
import { answerLoginPage } from './login-page.ts';
import type { Reply, SandboxRequest } from './reply.ts';
import type { SandboxState } from './state.ts';

/** The reply to a request; `otherUrl` is the target of the redirect fault. */
export function handle(state: SandboxState, otherUrl: string, request: SandboxRequest): Reply {
  if (request.path === '/_control') {
    return { type: 'answer', answer: answerControl(state.control, request) };
  }
  const entry = record(state.control, request);
  const answer = (asked: SandboxRequest): Reply =>
    asked.path === '/cli-login'
      ? { type: 'answer', answer: answerLoginPage(state, asked) }
      : failOrDo(state.control, asked, () => answerApi(state, asked));
  const reply = answerFault({ request, otherUrl, now: state.now, answer }) ?? answer(request);
  if (reply.type === 'answer') entry.status = reply.answer.status;
  return reply;
}
