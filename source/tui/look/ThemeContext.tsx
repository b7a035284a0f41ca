// The theme as a React context.
import { createContext, useContext } from 'react';
import { createTheme, type Theme } from './theme.ts';

export const ThemeContext = createContext<Theme>(createTheme({ env: {} }));

export const useTheme = (): Theme => useContext(ThemeContext);
