// Owns handing the theme down to whatever draws.
import { createContext, useContext } from 'react';
import { createTheme, type Theme } from '../theme.ts';

export const ThemeContext = createContext<Theme>(createTheme({ env: {} }));

export const useTheme = (): Theme => useContext(ThemeContext);
