// The APIs to log in to: the known ones, and one whose URL is typed.
import { defaultApiUrl } from '../../../botpress/apiUrl.ts';
import { type EditedLine, textOf } from '../../components/lineEditor.ts';
import { type Pickable, type Picker, pickedIn } from '../../components/picker.ts';
import { keepLast } from '../../contract/keepLast.ts';
import { createFilter } from '../../text/fuzzy.ts';

/** The part of the form that chooses an API URL. */
type Urls = { urls: readonly string[]; where: Picker; url: EditedLine };

/** An API to choose; null for the entry that lets the user type a URL. */
export type UrlChoice = { url: string | null };

const urlSearch = createFilter<UrlChoice>(({ url }) => ({
  loose: [url ?? otherUrlText, url === defaultApiUrl ? cloudName : null],
  strict: [],
}));

export const cloudName = 'Botpress Cloud';
export const otherUrlText = 'Another URL';

const keepUrls = keepLast<readonly UrlChoice[]>();

export const urlsIn = ({ urls }: Pick<Urls, 'urls'>): Omit<Pickable<UrlChoice>, 'height'> => ({
  list: 'login.urls',
  choices: keepUrls([urls], () => [...urls, null].map(url => ({ url }))),
  search: urlSearch,
});

/** The entry at the cursor; undefined if nothing matches the filter. */
export const markedUrl = (own: Urls) => pickedIn(urlsIn(own), own.where);

export const isUrlTyped = (own: Urls) => markedUrl(own)?.url === null;

/** The chosen or typed API URL; if nothing matches the filter, the first one. */
export function urlOf(own: Urls): string {
  const marked = markedUrl(own) ?? urlsIn(own).choices[0];
  return marked?.url ?? textOf(own.url);
}
