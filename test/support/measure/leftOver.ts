// What lies in a home that does not belong there once nobody is writing.
import { existsSync, readdirSync } from 'node:fs';

const belongs = ['config.json', 'config.json.good', 'global.cache.json', 'profiles.json'];

export function leftOverNames(home: string): string[] {
  return existsSync(home) ? readdirSync(home).filter(name => !belongs.includes(name)) : [];
}
