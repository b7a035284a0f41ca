// Settings of the terminal UI in config.json.
import type { Context } from '../context.ts';
import type { Config } from './config.ts';
import { isObject, isText } from './shape.ts';
import { changeState, type State } from './store.ts';

/** The settings by name: the theme, and the order of the profile list. */
export type UiSettings = { theme?: string; sort?: string };

/** The stored settings; a value that is not text counts as not set. */
export function uiSettings({ ui }: Config): UiSettings {
  if (!isObject(ui)) return {};
  const { theme, sort } = ui;
  return { ...(isText(theme) ? { theme } : {}), ...(isText(sort) ? { sort } : {}) };
}

/**
 * Changes these settings only: another process may have changed others.
 * @throws AppError `local`
 */
export function keepUiSettings(ctx: Context, settings: UiSettings): Promise<State> {
  return changeState(ctx, 'settings', config => ({
    ...config,
    ui: { ...(isObject(config.ui) ? config.ui : {}), ...settings },
  }));
}
