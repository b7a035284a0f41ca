// Tests that take texts apart by themselves, so that they cannot hold without their words: file, and names.
export const textTests: Readonly<Record<string, readonly string[]>> = {
  'test/commands/login.test.ts': [
    'login > says once that --token is visible to others, but not in CI',
  ],
  'test/commands/sameToken.test.ts': [
    'logout > names the others, with the one line that forgets them, too',
  ],
  'test/profiles/adk.test.ts': ['other names > are asked for by a line that runs as printed'],
  'test/tui/rowKeys.test.ts': [
    'in the profile list > an action of the list that is chosen on another screen is done to what that is about',
    'in the profile list > also where the filter hides it',
  ],
};
