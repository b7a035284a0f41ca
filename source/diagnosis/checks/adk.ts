// The check of the ADK: whether it can use its file, whether other users can read that file, and
// which account the ADK on its own would use.

import { lineText } from '../../commandLine.ts';
import { realTarget } from '../../files/replaceable.ts';
import type { AdkSituation } from '../../profiles/adkChoice.ts';
import { adkDifference } from '../../profiles/adkDifference.ts';
import type { UsableAdkFile } from '../../profiles/adkFile.ts';
import { adkHere } from '../../profiles/adkHere.ts';
import { isWide } from '../../profiles/modes.ts';
import { type Check, type Conclusion, pass, skip, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { leftOversBeside } from '../home.ts';
import { hidden, tellingNothing, told } from '../told.ts';

export const adk: Check = {
  id: 'adk',
  title: 'The ADK',
  needs: ['config'],
  run(facts) {
    const situation = adkHere(facts.ctx);
    const { file } = situation;
    if (file.type === 'missing') return pass('The ADK has no credentials here');
    const { path } = file;
    if (file.type === 'unusable') {
      const what = tellingNothing(`${path}: ${file.reason}`);
      const details = { what, paths: [path] };
      return warn('The ADK cannot use its credentials', { cause: 'adk-unusable', details });
    }
    return exposed(facts, file) ?? whoItActsAs(facts, situation);
  },
};

function whoItActsAs({ subject, about }: Facts, situation: AdkSituation): Conclusion {
  const { resolution, problem } = subject;
  if (problem !== undefined) return skip('Which profile or variables apply here is not known');
  if (resolution === undefined)
    return pass('Not compared: the profile was picked from a list, and another may apply here');
  const difference = adkDifference(situation, resolution.current);
  if (difference === null)
    return pass('No difference was found between the ADK’s credentials and those that apply here');
  const { text, command, by, isExported } = difference;
  const mends = command === null ? '' : `; \`${lineText(command, about)}\` puts that right`;
  // The ADK knows neither bound directories nor --profile: a difference that comes from one of them
  // is intended.
  const isPicked = resolution.current?.source.type === 'flag';
  const isMissing = situation.project !== null && !isExported && command !== null;
  if (isPicked || (by !== 'ADK_PROFILE' && !isMissing)) {
    return pass('The ADK on its own would act as somebody else', tellingNothing(`${text}${mends}`));
  }
  const variables = by === 'ADK_PROFILE' ? [by] : [];
  const what = tellingNothing(text);
  const details = { what, variables, command, isExported };
  const evidence = [told`${hidden('path', situation.file.path)}`];
  return warn(what, { cause: 'adk-differs', details, evidence });
}

/**
 * A warning if others may read the ADK's file, or a killed process of ours left files beside it.
 */
function exposed({ ctx }: Facts, { path }: UsableAdkFile): Conclusion | null {
  const target = realTarget(path);
  const leftOvers = leftOversBeside(target);
  if (leftOvers.length > 0) {
    const details = { paths: leftOvers };
    return warn('Crashed processes left files next to the ADK’s file', {
      cause: 'left-over-files',
      details,
    });
  }
  if (ctx.platform === 'win32' || !isWide(target)) return null;
  const details = { paths: [target] };
  return warn('Others may read the ADK’s credentials', { cause: 'adk-open', details });
}
