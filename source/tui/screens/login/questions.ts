// The question before a login replaces a profile.
import type { Plan } from '../../../login/plan.ts';
import type { Proof } from '../../../login/prove.ts';
import { kindOfProfile } from '../../../profiles/config.ts';
import { kindNames } from '../../../secrets/kind.ts';
import type { Question } from '../../contract/effects.ts';

export function beforeReplacing(plan: Plan, proof: Proof): Question | null {
  const { name, replaces, otherAccount } = plan;
  if (replaces === null) return null;
  const kinds = [kindOfProfile(replaces), proof.kind];
  const otherKind =
    kinds[0] !== kinds[1] && kinds.some(kind => ['bot', 'integration'].includes(kind));
  if (!replaces.protected && !otherAccount && !otherKind) return null;
  const before = replaces.accountEmail ?? 'an unknown account';
  const target = replaces.workspaceId ?? replaces.botId ?? replaces.integrationId;
  const who = proof.account?.email ?? kindNames[proof.kind];
  return {
    title: `Replace ${name}?`,
    lines: [
      `${name} belongs to ${before} and uses ${target ?? 'no workspace'}.`,
      `Then: ${who}, ${proof.workspace?.id ?? proof.botId ?? proof.integrationId}`,
    ],
    confirm: 'Replace',
    destroys: true,
    typed: replaces.protected ? name : null,
    onConfirm: { type: 'login.save.confirmed' },
  };
}
