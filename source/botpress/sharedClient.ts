// A client that answers equal requests with one shared answer.
import type { ApiRequest, Client } from './client.ts';

/**
 * A client for a single pass: a repeated read gets the earlier answer or error. Changes (anything
 * but GET) are always sent.
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
      // Answers read by the same schema have the same type.
      if (earlier !== undefined) return earlier as Promise<Answer>;
      const now = client.request(request, signal);
      ofShape.set(key, now);
      return now;
    },
  };
}
