// Values written by conf: the content on disk, and values that are refused.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import RealConf from 'conf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valuesStep } from '../../source/profiles/confFile.ts';
import { takeSteps } from '../../source/profiles/guardedWrite.ts';
import type { Conf } from '../../source/profiles/loadConf.ts';
import { temporaryDirectory } from '../support/context.ts';

const guard = { id: 'id', requireOwnership: () => {}, clear: [] };

function write(values: Record<string, unknown>, Writer: Conf = RealConf): string {
  const path = join(temporaryDirectory(), 'config.json');
  takeSteps([valuesStep(Writer, path, values)], guard);
  return path;
}

test('values are what conf’s own serializer makes of them, closed to others', () => {
  const path = write({ version: 1, profiles: { 'a.b': { token: 'x' }, 'c d': {} } });
  const text = readFileSync(path, 'utf8');
  expect(text).toBe(
    '{\n\t"version": 1,\n\t"profiles": {\n\t\t"a.b": {\n\t\t\t"token": "x"\n\t\t},\n\t\t"c d": {}\n\t}\n}',
  );
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('whatever JSON can hold comes back, keys of any name', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a.b', '7', ''));
  const values = fc.dictionary(key, fc.jsonValue());
  fc.assert(
    fc.property(values, wanted => {
      const { __internal__, ...meant } = wanted;
      const path = write(meant);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(meant)));
    }),
    { numRuns: 30 },
  );
});

test('nothing is replaced where less lies on the disk than was written, as conf leaves it on a full one', () => {
  class Short extends RealConf {
    override set store(values: Record<string, unknown>) {
      super.store = values;
      const [written] = readdirSync(join(this.path, '..')).filter(name => name.includes('.new-'));
      if (written === undefined) return;
      const text = readFileSync(this.path, 'utf8');
      writeFileSync(this.path, text.slice(0, text.length / 2));
    }
    override get store(): Record<string, unknown> {
      return super.store;
    }
  }
  const path = write({ version: 1, kept: true });
  const again = () =>
    takeSteps([valuesStep(Short as unknown as Conf, path, { version: 1, kept: false })], guard);
  expect(again).toThrow(expect.objectContaining({ code: 'write-failed' }));
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, kept: true });
  expect(readdirSync(join(path, '..'))).toEqual([basename(path)]);
});

test('what is nested too deeply is refused before anything is touched', () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  const path = write({ version: 1 });
  expect(() => takeSteps([valuesStep(RealConf, path, { deep })], guard)).toThrow(
    expect.objectContaining({ code: 'config-too-deep' }),
  );
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1 });
});
