// The lists by name, and the messages that are for one of them.
import type { ListEvent } from './listMessages.ts';
import type { Message } from './messages.ts';

/** The names of all lists whose messages are a `ListMessage`. */
export type ListName = Message extends infer One
  ? One extends { type: `${infer Name}.filter.keep` }
    ? Name
    : never
  : never;

const eventTypes: Readonly<Record<ListEvent['type'], true>> = {
  move: true,
  filter: true,
  'filter.type': true,
  'filter.keep': true,
  'filter.clear': true,
};

export const listMessage = (list: ListName, event: ListEvent): Message =>
  ({ ...event, type: `${list}.${event.type}` }) as Message;

/** The message as an event of the list; null if it is for something else. */
export function listEvent(list: ListName, message: Message): ListEvent | null {
  if (!message.type.startsWith(`${list}.`)) return null;
  const type = message.type.slice(list.length + 1);
  return Object.hasOwn(eventTypes, type) ? ({ ...message, type } as ListEvent) : null;
}
