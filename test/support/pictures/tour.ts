// The recorded tour: a login, a switch and a 403's cause, run in the real program, as one SVG that plays by itself.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svgOfFrames } from './film.ts';
import { onDemo, type Step, settled, steadyFrame } from './take.ts';

const size = { columns: 90, rows: 24 };
const token = 'bp_pat_1234567890abcdef';

type Scene = Step & {
  /** The caption below the screen: what is being done. */
  says: string;
  /** How long the scene is shown, in seconds. */
  seconds: number;
};

const scenes: readonly Scene[] = [
  { says: 'The profiles, and how they stand', seconds: 3, keys: [], shows: 'authenticated' },
  {
    says: 'Paste a token: the login opens with it, masked',
    seconds: 3,
    keys: [`paste ${token}`],
    shows: '(23 characters)',
  },
  {
    says: 'Enter: whose it is, and which workspaces it reaches',
    seconds: 3,
    keys: ['enter'],
    shows: 'ws_quota',
  },
  { says: '/ finds one by its name', seconds: 2, keys: ['/', ...'quo'], shows: /❯ Quota/ },
  {
    says: 'Enter: the name of the profile',
    seconds: 2.5,
    keys: ['enter', 'enter'],
    shows: '❯ quota',
  },
  { says: 'Enter: verified and stored', seconds: 3, keys: ['enter'], shows: 'Logged in' },
  {
    says: 'Back on the list, it is the active profile',
    seconds: 2.5,
    keys: ['enter'],
    shows: /^❯ ● quota .*✓/m,
  },
  {
    says: 'Enter on another one switches, for bp, too',
    seconds: 3,
    keys: ['g', 'enter'],
    shows: 'Now using dev',
  },
  {
    says: 'One whose deploy answers 403',
    seconds: 2,
    keys: ['G', 'k', 'v'],
    shows: /^❯ +viewer.*✓ ok/m,
  },
  {
    says: 'x checks it, step by step',
    seconds: 3,
    keys: ['x'],
    shows: 'Everything that was checked is fine',
  },
  {
    says: 'f: what you want to do with it',
    seconds: 2.5,
    keys: ['f', 'down'],
    shows: /❯ deploy a bot/,
  },
  {
    says: 'Enter: the cause, and what mends it',
    seconds: 5,
    keys: ['enter'],
    shows: 'role viewer',
  },
];

/**
 * @param program the built cli.cjs
 * @returns the file
 * @throws if a screen does not show what it should
 */
export async function takeTour(program: string, directory: string): Promise<string> {
  mkdirSync(directory, { recursive: true });
  const frames = await onDemo(program, size, async follow => {
    const taken = [];
    for (const { says, seconds, ...step } of scenes) {
      const pty = await follow(step);
      await settled(pty);
      taken.push({ ...steadyFrame(pty), says, seconds });
    }
    return taken;
  });
  const title = 'bp-auth: a login, a switch, and the cause of a 403';
  const svg = svgOfFrames({ title, columns: size.columns, frames });
  if (svg.includes(token)) throw new Error('A token on the tour');
  const file = join(directory, 'tour.svg');
  writeFileSync(file, svg);
  return file;
}
