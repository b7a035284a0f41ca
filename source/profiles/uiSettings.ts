// What the terminal UI is to look like from now on.
import type { Context } from '../context.ts';
import { changeState, type State } from './store.ts';

/** @throws AppError local */
export function keepTheme(ctx: Context, theme: string): Promise<State> {
  return changeState(ctx, 'theme', config => ({ ...config, ui: { ...config.ui, theme } }));
}
