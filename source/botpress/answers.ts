// Owns the shapes of the API's answers, as far as we use them (source: @botpress/api 1.70).
import * as v from 'valibot';
import { roles } from './roles.ts';

const meta = v.optional(v.object({ nextToken: v.optional(v.string()) }), {});

export const account = v.object({
  account: v.object({
    id: v.string(),
    email: v.string(),
    displayName: v.optional(v.string()),
  }),
});

export const workspace = v.object({
  id: v.string(),
  name: v.string(),
  handle: v.optional(v.string()),
  ownerId: v.optional(v.string()),
  plan: v.optional(v.string()),
  blocked: v.optional(v.boolean(), false),
  botCount: v.optional(v.number()),
  createdAt: v.optional(v.string()),
});
export const workspaces = v.object({ workspaces: v.array(workspace), meta });

export const member = v.object({
  id: v.string(),
  email: v.optional(v.string()),
  role: v.union([v.picklist(roles), v.string()]),
});
export const members = v.object({ members: v.array(member), meta });

export const bot = v.object({
  id: v.string(),
  name: v.string(),
  createdAt: v.optional(v.string()),
  updatedAt: v.optional(v.string()),
  deployedAt: v.optional(v.string()),
});
export const bots = v.object({ bots: v.array(bot), meta });

export const integration = v.object({
  id: v.string(),
  name: v.string(),
  version: v.optional(v.string()),
});
export const integrations = v.object({ integrations: v.array(integration), meta });

export const quotas = v.object({
  quotas: v.array(v.object({ period: v.string(), type: v.string(), value: v.number() })),
});
export const usages = v.object({
  usages: v.array(
    v.object({
      id: v.string(),
      period: v.string(),
      type: v.string(),
      value: v.number(),
      quota: v.optional(v.number()),
    }),
  ),
});
export const invoices = v.object({ invoices: v.array(v.looseObject({})) });
export const auditRecords = v.object({
  records: v.array(
    v.object({
      id: v.string(),
      recordedAt: v.string(),
      userId: v.optional(v.nullable(v.string())),
      userEmail: v.optional(v.nullable(v.string())),
      resourceId: v.optional(v.nullable(v.string())),
      resourceName: v.optional(v.nullable(v.string())),
      action: v.string(),
    }),
  ),
  meta,
});

/** A personal access token, bot key or integration key as listed; its value is not. */
export const listedKey = v.object({
  id: v.string(),
  createdAt: v.string(),
  note: v.optional(v.string(), ''),
});
export const createdKey = v.object({ ...listedKey.entries, value: v.string() });
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
