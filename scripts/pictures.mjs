// The script that takes the pictures of docs/pictures/ anew:
// `npm run build && node scripts/pictures.mjs`.
import { resolve } from 'node:path';
import { withPictures } from './bundledPictures.mjs';

const files = await withPictures('take', ({ takePictures }) =>
  takePictures(resolve('dist/cli.cjs'), 'docs/pictures'),
);
for (const file of files) process.stdout.write(`${file}\n`);
