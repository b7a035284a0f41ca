// A client that answers equal requests with one shared answer.
import type { ApiRequest, Client } from './client.ts';

/**
 * The answer or error of a GET request is kept as long as the client. Requests with other methods
 * are always sent.
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
