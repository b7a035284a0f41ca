// config.json and its good copy, written by conf: it is given values, and writes them by its own serializer. What is
// read back has to be the same.
import { basename, dirname } from 'node:path';
import { AppError } from '../errors.ts';
import { type WriteStep, writtenShort } from './guardedWrite.ts';
import type { Conf } from './loadConf.ts';

/** A step that writes values as JSON. */
export function valuesStep(
  Conf: Conf,
  path: string,
  values: Readonly<Record<string, unknown>>,
): WriteStep {
  const meant = comparable(values);
  return {
    path,
    write(file) {
      const conf = new Conf<Record<string, unknown>>({
        cwd: dirname(file),
        configName: basename(file),
        fileExtension: '',
        configFileMode: 0o600,
        // A profile's name may have a dot in it.
        accessPropertiesByDotNotation: false,
        // What is cut short is an error here, not a file to begin anew.
        clearInvalidConfig: false,
      });
      try {
        conf.store = { ...values };
      } catch (error) {
        throw error instanceof RangeError ? tooDeep(error) : error;
      }
      // On a full disk conf returns as if it had worked (docs/notes/packages.md).
      if (storedIn(conf) !== meant) throw writtenShort();
    },
  };
}

/** What lies on the disk, read by conf; null if that is no JSON, whose message could quote a token. */
function storedIn(conf: InstanceType<Conf>): string | null {
  try {
    return comparable(conf.store);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Values as one text, to be compared. @throws AppError local for what is nested too deeply */
export function comparable(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw tooDeep(error);
  }
}

const tooDeep = (cause: unknown) =>
  new AppError('config-too-deep', 'config.json is nested too deeply to be written', {
    hint: 'Take the deeply nested value out by hand',
    cause,
  });
