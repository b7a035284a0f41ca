// The check that the workspace (or the bot or integration of a key) exists and can be read.

import type { Workspace } from '../../botpress/answers.ts';
import { findProject } from '../../profiles/project.ts';
import { type AnyOutcome, type ApiProbes, type Outcome, seenIn } from '../apiProbes.ts';
import { causeOfExchange } from '../causes.ts';
import { type Check, type Conclusion, type Finding, fail, pass, skip, warn } from '../check.ts';
import { roleTold } from '../concealing.ts';
import { type Facts, profileOf } from '../facts.ts';
import { likelyWorkspaces } from '../likelyWorkspaces.ts';
import { errorTold, hidden, open, ours, told, toldTogether } from '../told.ts';

export const checkWorkspace: Check = {
  id: 'workspace',
  title: 'Workspace',
  needs: ['authenticated', 'kind'],
  online: true,
  async run(facts) {
    const probes = await facts.probes();
    const runtime = await probes.runtime();
    if (runtime !== null) return judgeKey(facts, runtime);
    const { workspaceId } = profileOf(facts);
    if (!workspaceId) return chooseOne(await probes.workspaces());
    const found = await probes.workspace();
    if (found === null) {
      const workspaces = await probes.workspaces();
      return fail('The workspace id is malformed', {
        cause: 'workspace-malformed',
        details: { workspaces },
      });
    }
    if (found.ok) {
      return (
        (await strayBot(facts, probes, workspaceId)) ??
        pass(told`${workspaceTold(found.value)} can be read`)
      );
    }
    return judgeRefusal(probes, workspaceId, found);
  },
};

/**
 * A warning if the bot of the project in this directory is not among the workspace's bots. Null
 * also if the list of bots has more than one page: only the first page is requested.
 */
async function strayBot({ ctx }: Facts, probes: ApiProbes, id: string): Promise<Conclusion | null> {
  const { project } = findProject(ctx.cwd);
  const botId = project?.botId ?? null;
  if (botId === null || (project?.workspaceId ?? id) !== id) return null;
  const bots = await probes.bots();
  if (!bots?.ok || bots.value.nextToken !== null) return null;
  if (bots.value.items.some(bot => bot.id === botId)) return null;
  const workspaces = likelyWorkspaces(
    botId,
    bots.value.items.map(({ id, name }) => ({ id, name, blocked: false })),
  );
  const what = told`agent.json names the bot ${hidden('bot', botId)}, which is not in ${hidden('workspace', id)}`;
  return warn(what, { cause: 'project-bot-missing', details: { what, workspaces } });
}

async function judgeRefusal(
  probes: ApiProbes,
  id: string,
  refused: Extract<Outcome<Workspace>, { ok: false }>,
): Promise<Conclusion> {
  const { exchange, error } = refused;
  const evidence = exchange === null ? [] : [exchange];
  const isGone =
    exchange?.errorType != null && (exchange.status === 404 || exchange.status === 410);
  const isForbidden = causeOfExchange(seenIn(refused)) === 'forbidden';
  if (!isGone && !isForbidden) {
    if (causeOfExchange(seenIn(refused)) !== 'unexpected-refusal') return skip(errorTold(error));
    return fail(errorTold(error), { cause: 'unexpected-refusal', evidence });
  }
  const [all] = await Promise.all([probes.workspaces(), isForbidden && probes.membership()]);
  const reach = all.slice(0, 8).map(one => told`${workspaceTold(one)}`);
  const more = all.length > 8 ? [open('…')] : [];
  const list = reach.length === 0 ? open('none') : toldTogether(', ', [...reach, ...more]);
  const finding = {
    details: { workspaces: likelyWorkspaces(id, all) },
    evidence: [...evidence, told`workspaces of the token: ${list}`],
  };
  return isGone
    ? fail(told`There is no workspace ${hidden('workspace', id)}`, {
        cause: 'workspace-not-found',
        ...finding,
      })
    : refusedMember(probes, id, finding);
}

/** An account with a role is a member, so the role is what keeps it from reading. */
async function refusedMember(
  probes: ApiProbes,
  id: string,
  finding: Omit<Finding, 'cause'>,
): Promise<Conclusion> {
  const why = told`The account may not read ${hidden('workspace', id)}`;
  const member = await probes.membership();
  if (!member?.ok) {
    const asked = member?.exchange ? [member.exchange] : [];
    const evidence = [...(finding.evidence ?? []), ...asked];
    return fail(why, { cause: 'not-a-member', ...finding, evidence });
  }
  const { role } = member.value;
  const cause = role === 'owner' ? 'forbidden' : 'role-insufficient';
  const evidence = [...(finding.evidence ?? []), told`role: ${roleTold(role)}`];
  return fail(why, { cause, details: { role }, evidence });
}

function chooseOne(all: Workspace[]): Conclusion {
  const workspaces = all.filter(({ blocked }) => !blocked).map(({ id, name }) => ({ id, name }));
  const what =
    all.length === 0
      ? open('The account of the token is in no workspace')
      : open('The profile has no workspace');
  return warn(what, { cause: 'no-workspace', details: { workspaces, what } });
}

function judgeKey(facts: Facts, runtime: AnyOutcome): Conclusion {
  const { botId, integrationId, kind } = facts.about;
  if (runtime.ok)
    return pass(
      botId === null ? open('The integration can be reached') : open('The bot can be reached'),
    );
  const evidence = runtime.exchange === null ? [] : [runtime.exchange];
  const cause = causeOfExchange(seenIn(runtime));
  if (botId === null && integrationId === null) {
    return fail(told`The profile does not say which ${ours(kind)} its key is for`, {
      cause: 'target-missing',
      evidence,
    });
  }
  if (cause === 'forbidden') {
    return fail('The key belongs to another bot or integration', {
      cause: 'key-of-another',
      evidence,
    });
  }
  const status = runtime.exchange?.status;
  if (status === 404 || status === 410) {
    return fail('The bot or integration of this key does not exist', {
      cause: 'target-not-found',
      evidence,
    });
  }
  return cause === 'unexpected-refusal'
    ? fail(errorTold(runtime.error), { cause, evidence })
    : skip(errorTold(runtime.error));
}

const workspaceTold = ({ id, name }: Pick<Workspace, 'id' | 'name'>) =>
  hidden('workspace', `${name} (${id})`);
