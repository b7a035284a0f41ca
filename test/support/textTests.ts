// The tests, by file, that have to fail in `npm run test:keys`: they analyse the program's
// sentences, which have no words in that run.
export const textTests: Readonly<Record<string, readonly string[]>> = {
  'test/commands/login.test.ts': [
    'login > says once that --token is visible to others, but not in CI',
  ],
  'test/commands/sameToken.test.ts': [
    'logout > names the others, with the one line that forgets them, too',
  ],
  'test/commands/spec.test.ts': [
    'the usage line > of profiles move-token names its arguments in order, and no flag that it has not',
  ],
  'test/profiles/adk.test.ts': ['other names > are asked for by a line that runs as printed'],
  'test/tui/frames.test.tsx': [
    'the screens > an account that the browser brought is pointed out, before anything is stored',
  ],
  'test/tokens/wrapped.test.ts': [
    'a command that gives more than the token: said once',
    'a variable that gives more than the token: said once',
  ],
  // These tests find choices by their names.
  'test/tui/lists.test.ts': [
    'tokens.places > / filters, the keys that are no text move meanwhile, Enter keeps, Esc clears',
    'login.ways > / filters, the keys that are no text move meanwhile, Enter keeps, Esc clears',
    'workspace.taken > / filters, the keys that are no text move meanwhile, Enter keeps, Esc clears',
    'troubleshooting.wishes > / filters, the keys that are no text move meanwhile, Enter keeps, Esc clears',
    'help > / filters, the keys that are no text move meanwhile, Enter keeps, Esc clears',
  ],
  // These tests find actions by their names.
  'test/tui/kernel/palette.test.ts': [
    'the palette > does here what Enter stands on',
    'the palette > says why something is not possible, and stays',
    'an action of another screen > is about the profile of the screen one is on',
    'an action of another screen > goes back to where it is open already',
    'an action of another screen > says there what keeps it from being done',
    'an action of another screen > is not possible without a profile',
    'an action of another screen > is not possible in a login that began the program',
    'an action of another screen > is not possible while a rotation runs',
    'an action of another screen > is not possible while a token is shown',
    'an action of another screen > is offered from a tab of the tokens, too',
    'what is seen > the letters that were found',
    'what people type > finds it first',
    'what people type > whole words come before their beginnings, and scattered letters only where nothing else is',
    'what people type > every command that a key names is one',
  ],
  'test/tui/screens/tokens/view.test.tsx': [
    'the list > has details below it, beside it where there is room, and none where there is hardly any',
  ],
  'test/tui/rowKeys.test.ts': [
    'in the profile list > an action of the list that is chosen on another screen is done to what that is about',
    'in the profile list > also where the filter hides it',
  ],
};
