// Storing the look of the terminal UI.
import type { Context } from '../context.ts';
import { changeState, type State } from './store.ts';

/** @throws AppError local */
export function keepTheme(ctx: Context, theme: string): Promise<State> {
  return changeState(ctx, 'theme', config => ({ ...config, ui: { ...config.ui, theme } }));
}
