// What draws a screen: a component that gets its state, and what all screens see.
import type { ReactNode } from 'react';
import type { Shared } from './knowledge.ts';

export type ScreenView<Own> = (props: { own: Own; shared: Shared }) => ReactNode;
