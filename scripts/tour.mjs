// The script that records the tour: `npm run build && node scripts/tour.mjs`, into
// docs/pictures/tour.svg or the directory given.
import { resolve } from 'node:path';
import { withPictures } from './bundledPictures.mjs';

const [directory = 'docs/pictures'] = process.argv.slice(2);
const file = await withPictures('tour', ({ takeTour }) =>
  takeTour(resolve('dist/cli.cjs'), directory),
);
process.stdout.write(`${file}\n`);
