// The shapes of the API's answers, as far as we use them (source: @botpress/api 1.70).
import * as v from 'valibot';
import { roles } from './roles.ts';
import { shortened } from './text.ts';

/** Text that is shown or stored; cut at a length that no name has. */
const text = v.pipe(v.string(), v.transform(shortened));
/** An id that goes into requests; never cut: a longer one is rejected. */
const id = v.pipe(v.string(), v.maxLength(200));
const token = v.pipe(v.string(), v.maxLength(4096));

const meta = v.optional(v.object({ nextToken: v.optional(v.string()) }), {});

export const account = v.object({
  account: v.object({
    id,
    email: text,
    displayName: v.optional(text),
  }),
});

export const workspace = v.object({
  id,
  name: text,
  handle: v.optional(text),
  ownerId: v.optional(id),
  plan: v.optional(text),
  blocked: v.optional(v.boolean(), false),
  botCount: v.optional(v.number()),
  createdAt: v.optional(text),
});
export const workspaces = v.object({ workspaces: v.array(workspace), meta });

export const member = v.object({
  id,
  email: v.optional(text),
  role: v.union([v.picklist(roles), text]),
});
export const members = v.object({ members: v.array(member), meta });

export const bot = v.object({
  id,
  name: text,
  createdAt: v.optional(text),
  updatedAt: v.optional(text),
  deployedAt: v.optional(text),
});
export const bots = v.object({ bots: v.array(bot), meta });

export const integration = v.object({
  id,
  name: text,
  version: v.optional(text),
});
export const integrations = v.object({ integrations: v.array(integration), meta });

export const quotas = v.object({
  quotas: v.array(v.object({ period: text, type: text, value: v.number() })),
});
export const usages = v.object({
  usages: v.array(
    v.object({
      id,
      period: text,
      type: text,
      value: v.number(),
      quota: v.optional(v.number()),
    }),
  ),
});
export const invoices = v.object({ invoices: v.array(v.looseObject({})) });
export const auditRecords = v.object({
  records: v.array(
    v.object({
      id,
      recordedAt: text,
      userId: v.optional(v.nullable(text)),
      userEmail: v.optional(v.nullable(text)),
      resourceId: v.optional(v.nullable(text)),
      resourceName: v.optional(v.nullable(text)),
      action: text,
    }),
  ),
  meta,
});

/** A personal access token, bot key or integration key as listed, without its value. */
export const listedKey = v.object({
  id,
  createdAt: text,
  note: v.optional(text, ''),
});
export const createdKey = v.object({ ...listedKey.entries, value: token });
export const pats = v.object({ pats: v.array(listedKey) });
export const createdPat = v.object({ pat: createdKey });
export const botKeys = v.object({ baks: v.array(listedKey) });
export const integrationKeys = v.object({ iaks: v.array(listedKey) });

/** For calls whose success is all that matters. */
export const anything = v.looseObject({});

export type Account = v.InferOutput<typeof account>['account'];
export type Workspace = v.InferOutput<typeof workspace>;
export type Member = v.InferOutput<typeof member>;
export type Bot = v.InferOutput<typeof bot>;
export type Integration = v.InferOutput<typeof integration>;
export type Quota = v.InferOutput<typeof quotas>['quotas'][number];
export type Usage = v.InferOutput<typeof usages>['usages'][number];
export type AuditRecord = v.InferOutput<typeof auditRecords>['records'][number];
export type ListedKey = v.InferOutput<typeof listedKey>;
export type CreatedKey = v.InferOutput<typeof createdKey>;
export type Page<Item> = { items: Item[]; nextToken: string | null };
