// Which API URLs are acceptable, and what is removed from them.
import { describe, expect, test } from 'vitest';
import { parseApiUrl, takenOffSentence } from '../../source/botpress/apiUrl.ts';

describe('an API URL', () => {
  test.each([
    ['https://api.botpress.cloud', 'https://api.botpress.cloud', null],
    ['https://api.botpress.cloud/', 'https://api.botpress.cloud', null],
    ['https://api.botpress.cloud/v1', 'https://api.botpress.cloud', '/v1'],
    ['https://api.botpress.cloud/v1/', 'https://api.botpress.cloud', '/v1'],
    [
      'https://api.botpress.cloud/v1/admin/workspaces',
      'https://api.botpress.cloud',
      '/v1/admin/workspaces',
    ],
    ['https://gateway.example/botpress/v1/chat', 'https://gateway.example/botpress', '/v1/chat'],
    ['https://gateway.example/botpress', 'https://gateway.example/botpress', null],
    ['https://gateway.example/v10', 'https://gateway.example/v10', null],
    ['https://gateway.example/v1beta', 'https://gateway.example/v1beta', null],
    ['http://127.0.0.1:3000/_fault/500', 'http://127.0.0.1:3000/_fault/500', null],
  ])('%s is %s', (text, apiUrl, takenOff) => {
    expect(parseApiUrl(text)).toMatchObject({ apiUrl, takenOff });
    if (takenOff === null) expect(takenOffSentence(text)).toBeNull();
    else expect(takenOffSentence(text)).toContain(takenOff);
  });
});
