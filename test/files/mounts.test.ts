// What /proc/mounts shows: where WSL has drive C:, and which file systems keep no modes.
import { describe, expect, test } from 'vitest';
import { driveOfWindows, modelessMount, mountsIn } from '../../source/files/mounts.ts';

const linux = 'none / ext4 rw 0 0\nnone /mnt/wsl tmpfs rw 0 0\n';

test.each([
  ['WSL 2', 'C:\\134 /mnt/c 9p rw,noatime,aname=drvfs;path=C:\\134;uid=1000,cache=5 0 0', '/mnt/c'],
  ['WSL 1', 'C: /mnt/c drvfs rw,noatime,uid=1000 0 0', '/mnt/c'],
  ['root = /', 'C:\\134 /c 9p rw,aname=drvfs;path=C:\\134 0 0', '/c'],
  ['a blank in it', 'C: /my\\040drives/c drvfs rw 0 0', '/my drives/c'],
  ['by virtiofs', 'drvfsa /mnt/c virtiofs rw,path=C:\\134,uid=1 0 0', '/mnt/c'],
  [
    'other drives alone',
    'D: /mnt/d drvfs rw 0 0\ndrivers /usr/lib/wsl 9p ro,aname=drivers 0 0',
    null,
  ],
  ['a disk of a virtual machine', 'C: /mnt/c 9p rw,trans=virtio 0 0', null],
  ['automount off', '', null],
])('drive C: in WSL: %s', (_, mounts, place) => {
  expect(driveOfWindows(mountsIn(linux + mounts))).toBe(place);
});

describe('a file system without modes', () => {
  const drive =
    'C:\\134 /mnt/c 9p rw,aname=drvfs;path=C:\\134;uid=1000;symlinkroot=/mnt/,cache=5 0 0';
  test.each([
    ['WSL’s drive', drive, '/mnt/c/Users/me/.botpress', '/mnt/c'],
    ['WSL’s drive itself', drive, '/mnt/c', '/mnt/c'],
    ['with metadata', drive.replace('uid=1000', 'uid=1000;metadata'), '/mnt/c/x', null],
    ['WSL 1 with metadata', 'C: /mnt/c drvfs rw,metadata,uid=1 0 0', '/mnt/c/x', null],
    ['a neighbour of it', drive, '/mnt/cd/x', null],
    ['the Linux side', drive, '/home/me/.botpress', null],
    [
      'a USB stick',
      '/dev/sdb1 /media/me/USB\\040STICK vfat rw,uid=1000 0 0',
      '/media/me/USB STICK/h',
      '/media/me/USB STICK',
    ],
    ['exFAT', '/dev/sdb1 /media/x exfat rw 0 0', '/media/x/h', '/media/x'],
    ['a share', '//nas/home /nas cifs rw,file_mode=0755 0 0', '/nas/me', '/nas'],
    [
      'a Linux disk below it',
      `${drive}\n/dev/sdc /mnt/c/linux ext4 rw 0 0`,
      '/mnt/c/linux/x',
      null,
    ],
    ['one hidden by another', `/dev/sdb1 /x vfat rw 0 0\n/dev/sdc /x ext4 rw 0 0`, '/x/h', null],
  ])('%s', (_, mounts, path, place) => {
    expect(modelessMount(mountsIn(linux + mounts), path)?.place ?? null).toBe(place);
  });
});
