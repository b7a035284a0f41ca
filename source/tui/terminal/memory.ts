// The memory of a program that draws for hours.
import { setFlagsFromString } from 'node:v8';

/**
 * Frames are short-lived, and Node lets the room for what is short-lived grow to 48 MiB before it looks what is still
 * wanted. Kept at its first size, that is looked at more often, which no key is late for.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
