// Files in a home that do not belong there once nobody is writing.
import { readdirSync, statSync } from 'node:fs';

const belongs = ['config.json', 'config.json.good', 'global.cache.json', 'profiles.json'];

export function leftOverNames(home: string): string[] {
  const isThere = statSync(home, { throwIfNoEntry: false })?.isDirectory();
  return isThere ? readdirSync(home).filter(name => !belongs.includes(name)) : [];
}
