// The theme that the key T switches to next, and the message about each theme.
import { type Appearance, type ThemeName, themeNames } from '../look/theme.ts';

export const themeAfter = ({ theme }: Appearance): ThemeName =>
  themeNames[(themeNames.indexOf(theme) + 1) % themeNames.length] ?? 'auto';

export const themeTexts: Readonly<Record<ThemeName, string>> = {
  auto: 'Theme: dark or light, like the terminal’s background',
  dark: 'Theme: for a dark background',
  light: 'Theme: for a light background',
  none: 'Theme: no colours',
};
