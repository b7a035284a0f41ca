// The report of `login`: what was stored, and what may stop it from being used.
import type { Context } from '../context.ts';
import type { Plan } from '../login/plan.ts';
import type { Proof } from '../login/prove.ts';
import { currentOf } from '../profiles/current.ts';
import { requireProfile } from '../profiles/manage.ts';
import { ancestors, nearest } from '../profiles/nearest.ts';
import { bindOffer, mismatch } from '../profiles/project.ts';
import type { State } from '../profiles/store.ts';
import { describeTarget, viewProfile } from '../profiles/view.ts';
import { appliesHere, noteOverruled } from './appliesHere.ts';
import { noteBpLoggedOut } from './bpLoggedOut.ts';
import type { Input } from './command.ts';
import { note, printJson, printLine } from './print.ts';
import { noteRemark, projectHere } from './stored.ts';
import { noteLookAlike, suggestProtection } from './suggestProtection.ts';

export function report(ctx: Context, input: Input, state: State, plan: Plan, proof: Proof): void {
  if (plan.takenName !== null) {
    note(
      ctx,
      `The name ${plan.takenName} is taken by another profile; this profile is called ${plan.name}`,
    );
  }
  if (plan.replaces === null) noteLookAlike(ctx, state.config, plan.name);
  reportLogin(ctx, input, state, plan.name, proof);
}

export function reportLogin(
  ctx: Context,
  input: Input,
  state: State,
  name: string,
  proof: Pick<Proof, 'workspace' | 'role'>,
): void {
  const view = viewProfile(name, requireProfile(state.config, name), true);
  if (proof.workspace?.blocked) note(ctx, 'This workspace is blocked: most calls will be refused');
  const applies = appliesHere(ctx, state, name);
  noteOverruled(ctx, applies);
  noteBpLoggedOut(ctx, requireProfile(state.config, name));
  sayWhatFits(ctx, state, name);
  if (input.on('json')) {
    printJson(ctx, { ...view, currentProfile: applies.currentProfile });
    return;
  }
  const target = describeTarget(view);
  const role = proof.role ? ` (${proof.role})` : '';
  const who = view.account === null ? '' : ` as ${view.account}${role}`;
  printLine(ctx, `Logged in to ${target.label.toLowerCase()} ${target.value}${who}`);
  printLine(ctx, `Profile ${name} is active`);
}

/**
 * Says whether the project here belongs to the profile's workspace or to another one, and whether
 * the profile's workspace looks like production.
 */
function sayWhatFits(ctx: Context, state: State, name: string): void {
  const { config } = state;
  const project = projectHere(ctx);
  const bound = nearest(config.directories ?? {}, ancestors(ctx.cwd))?.profile ?? null;
  const offer = bindOffer(project, name, requireProfile(config, name), bound);
  const { current } = currentOf(ctx, state);
  const remark = offer ?? (current && mismatch(project, config, current));
  if (remark !== null) noteRemark(ctx, remark);
  suggestProtection(ctx, config, name);
}
