// The texts shown while work that all screens can request is running.
import type { ProgramWork } from '../contract/effects.ts';
import type { WaitsOf } from '../contract/waits.ts';

const nobodyWaits = () => null;

export const programWaits: WaitsOf<ProgramWork> = {
  'home.read': nobodyWaits,
  'home.watch': nobodyWaits,
  'profile.verify': ({ name, awaited }) =>
    awaited ? { says: `Verifying ${name ?? 'the credentials of the environment'}` } : null,
  'profile.learn': nobodyWaits,
  'profile.verify.stop': nobodyWaits,
  'ui.keep': nobodyWaits,
  cancel: nobodyWaits,
  'wait.cancel': nobodyWaits,
  'page.open': () => ({ says: 'Starting the browser' }),
  copy: nobodyWaits,
  tick: nobodyWaits,
  exit: nobodyWaits,
  suspend: nobodyWaits,
  repaint: nobodyWaits,
};
