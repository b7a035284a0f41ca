// Linux's mounts from /proc/mounts: Windows' drives in WSL, and file systems without modes.
import { kernelText } from './kernel.ts';

type Mount = { device: string; place: string; type: string; options: string };

export const mountsHere = (): Mount[] => mountsIn(kernelText('/proc/mounts'));

/** Pure. @param text /proc/mounts */
export const mountsIn = (text: string): Mount[] =>
  text.split('\n').flatMap(line => {
    const [device = '', place = '', type = '', options = ''] = line.split(' ').map(unescaped);
    return place.startsWith('/') ? [{ device, place, type, options }] : [];
  });

/** In /proc/mounts, blanks and backslashes are written as octal numbers. */
const unescaped = (word: string) =>
  word.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );

/** Whether a mount is a Windows drive in WSL. */
const isWindowsDrive = ({ device, type, options }: Mount) =>
  type === 'drvfs' ||
  (type === '9p' && options.includes('aname=drvfs')) ||
  (type === 'virtiofs' && /^drvfs/.test(device));

/**
 * The directory where WSL mounts drive C:, usually /mnt/c; null if the drive is not mounted.
 * /etc/wsl.conf can name another place than /mnt, or forbid the mount. Pure.
 */
export function driveOfWindows(mounts: readonly Mount[]): string | null {
  const isC = ({ device, options }: Mount) =>
    /^C:\\?$/i.test(device) || /(?:^|[,;])path=C:\\?(?:[,;]|$)/i.test(options);
  const found = mounts.find(mount => isWindowsDrive(mount) && isC(mount));
  return found === undefined ? null : found.place.replace(/\/$/, '');
}

/** File systems that give all files the mode of the mount. */
const modeless: readonly string[] = [
  'vfat',
  'msdos',
  'exfat',
  'ntfs',
  'ntfs3',
  'fuseblk',
  'cifs',
  'smb3',
];

/**
 * The mount that a path is on, if it stores no modes for single files; null otherwise. Windows'
 * drives store them only with the mount option `metadata`. Pure.
 * @param path without symlinks
 */
export function modelessMount(mounts: readonly Mount[], path: string): Mount | null {
  const holding = mounts.filter(
    ({ place }) => place === '/' || path === place || path.startsWith(`${place}/`),
  );
  const longest = Math.max(0, ...holding.map(({ place }) => place.length));
  // Of several mounts at one place, the last one is visible.
  const mount = holding.findLast(({ place }) => place.length === longest);
  if (mount === undefined) return null;
  const isModeless = isWindowsDrive(mount)
    ? !/[,;]metadata(?:[,;]|$)/.test(mount.options)
    : modeless.includes(mount.type);
  return isModeless ? mount : null;
}
