// A preload for `node --import` that simulates a file system without hard links: creating one fails
// with the error code in LINK_ERROR.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

fs.linkSync = () => {
  throw Object.assign(new Error('No hard links here'), { code: process.env.LINK_ERROR });
};
syncBuiltinESMExports();
