// The text that stays in the terminal after a login.
import { cleanText } from '../../../botpress/text.ts';
import { overruledLine } from '../../../diagnosis/overruled.ts';
import type { Saved } from '../../../login/save.ts';
import { profileNamed } from '../../../profiles/config.ts';
import { describeTarget, viewProfile } from '../../../profiles/view.ts';
import type { Shared } from '../../contract/knowledge.ts';
import { overruledIn } from '../../home/applies.ts';

/** The text after a login: what was stored, and what applies here if the new profile does not. */
export function farewell({ plan, state }: Saved, { home }: Shared): string {
  const profile = profileNamed(state.config, plan.name);
  if (profile === null) return '';
  const view = viewProfile(plan.name, profile, true);
  const { label, value } = describeTarget(view);
  const as = view.account === null ? '' : ` as ${view.account}`;
  const says = `Logged in${as}: profile ${plan.name}, ${label.toLowerCase()} ${value}`;
  const found = overruledIn(home, plan.name);
  const lines = found === null ? [says] : [says, overruledLine(found)];
  return lines.map(cleanText).join('\n');
}
