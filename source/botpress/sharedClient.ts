// A client whose equal requests share one answer.
import type { ApiRequest, Client } from './client.ts';

/**
 * A client for one look at things: whoever asks for what was asked for already gets that answer, or
 * that error. Changes (anything but GET) are made each time.
 */
export function shareAnswers(client: Client): Client {
  const asked = new Map<ApiRequest<unknown>['answer'], Map<string, Promise<unknown>>>();
  return {
    request<Answer>(request: ApiRequest<Answer>, signal?: AbortSignal): Promise<Answer> {
      if ((request.method ?? 'GET') !== 'GET') return client.request(request, signal);
      const { answer, ...what } = request;
      const ofShape = asked.get(answer) ?? new Map<string, Promise<unknown>>();
      asked.set(answer, ofShape);
      const key = JSON.stringify(what);
      const earlier = ofShape.get(key);
      // What was read by the same schema is of the same type.
      if (earlier !== undefined) return earlier as Promise<Answer>;
      const now = client.request(request, signal);
      ofShape.set(key, now);
      return now;
    },
  };
}
