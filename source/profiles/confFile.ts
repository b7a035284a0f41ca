// config.json and its good copy, written with conf's own serializer and compared when read back.
import { basename, dirname } from 'node:path';
import { AppError } from '../errors.ts';
import { type WriteStep, writtenShort } from './guardedWrite.ts';
import type { Conf } from './loadConf.ts';

/** A step for `takeSteps` that writes values as JSON. */
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
        // A profile's name may contain a dot.
        accessPropertiesByDotNotation: false,
        // A truncated file is an error here, not a reason to start over.
        clearInvalidConfig: false,
      });
      try {
        conf.store = { ...values };
      } catch (error) {
        throw error instanceof RangeError ? tooDeep(error) : error;
      }
      // On a full disk conf returns without an error (docs/notes/packages.md).
      if (storedIn(conf) !== meant) throw writtenShort();
    },
  };
}

/**
 * The content on disk, read by conf; null if it is not JSON, because conf's error could quote a
 * token.
 */
function storedIn(conf: InstanceType<Conf>): string | null {
  try {
    return comparable(conf.store);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Values as text, for comparison.
 * @throws AppError `local` if nested too deeply
 */
export function comparable(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw tooDeep(error);
  }
}

const tooDeep = (cause: unknown) =>
  new AppError('config-too-deep', 'config.json is nested too deeply to be written', {
    hint: 'Remove the deeply nested value by hand',
    cause,
  });
