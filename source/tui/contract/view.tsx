// The type of the component that draws a screen.
import type { ReactNode } from 'react';
import type { Shared } from './knowledge.ts';

export type ScreenView<Own> = (props: { own: Own; shared: Shared }) => ReactNode;
