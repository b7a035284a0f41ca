// Calls about limits and money: quotas, usages, invoices.
import { findNamed } from './bots.ts';
import { quotaWorkspace } from './data.ts';
import { refuse } from './errors.ts';
import { reachWorkspace } from './permissions.ts';
import { type Answer, json } from './reply.ts';
import type { AccountCall, SandboxCall, WorkspaceCall } from './route.ts';

/** Each type of quota in the official schema: the quota, and the share of it that is used. */
const limits: Readonly<Record<string, { quota: number; used: number }>> = {
  invocation_timeout: { quota: 60_000, used: 0.2 },
  invocation_calls: { quota: 100_000, used: 0.42 },
  storage_count: { quota: 10_737_418_240, used: 0.31 },
  bot_count: { quota: 5, used: 0.8 },
  knowledgebase_vector_storage: { quota: 2_147_483_648, used: 0.12 },
  workspace_ratelimit: { quota: 1_000, used: 0.05 },
  table_row_count: { quota: 50_000, used: 0.935 },
  workspace_member_count: { quota: 10, used: 0.6 },
  integrations_owned_count: { quota: 30, used: 0.1 },
  ai_spend: { quota: 50_000_000_000, used: 0.77 },
  openai_spend: { quota: 10_000_000_000, used: 0 },
  bing_search_spend: { quota: 5_000_000_000, used: 0.02 },
  always_alive: { quota: 1, used: 0 },
  indexed_file_count: { quota: 1_000, used: 0.25 },
  file_max_size_bytes: { quota: 104_857_600, used: 0.5 },
};

export function handleListQuotas(call: WorkspaceCall): Answer {
  const period = readPeriod(call);
  if (period === undefined) return refuse('InvalidQuery', 'The period is not valid');
  const quotas = Object.entries(limits).map(([type, { quota }]) => ({
    period,
    type,
    value: quota,
  }));
  return json({ quotas });
}

/** `types` and `ids` may be repeated; an id is a workspace's or a bot's. */
export function handleListUsages(call: AccountCall): Answer {
  const { state, account, query } = call;
  const period = readPeriod(call);
  const types = query.getAll('types');
  const ids = query.getAll('ids');
  if (period === undefined) return refuse('InvalidQuery', 'The period is not valid');
  if (types.length === 0 || ids.length === 0) {
    return refuse('InvalidQuery', "The query must have 'types' and 'ids'");
  }
  if (!types.every(type => Object.hasOwn(limits, type))) {
    return refuse('InvalidQuery', 'One of the types is not known');
  }
  const usages: unknown[] = [];
  for (const asked of ids) {
    const bot = findNamed(state.bots, asked);
    const reached = reachWorkspace(state, account, bot?.workspaceId ?? asked);
    if (!reached.ok) return reached.answer;
    const id = bot?.id ?? reached.workspace.id;
    for (const type of types) {
      const { quota = 0, used = 0 } = limits[type] ?? {};
      const over = id === quotaWorkspace && type === 'bot_count';
      usages.push({ id, period, type, quota, value: Math.round(quota * (over ? 1 : used)) });
    }
  }
  return json({ usages });
}

/** The last three months, newest first; the newest is still open. None on the free plan. */
export function handleListInvoices({ state, workspace }: WorkspaceCall): Answer {
  if (workspace.plan === 'community') return json({ invoices: [] });
  const now = new Date(state.now());
  const invoices = [0, 1, 2].map(back => {
    const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    const open = back === 0;
    return {
      id: `in_${workspace.id}_${date.toISOString().slice(0, 7)}`,
      period: { month: date.getUTCMonth() + 1, year: date.getUTCFullYear() },
      date: date.toISOString(),
      amount: 89 + back,
      currency: 'USD',
      paymentStatus: open ? 'open' : 'paid',
      dueDate: new Date(date.getTime() + 14 * 86_400_000).toISOString(),
      paymentAttemptCount: open ? 0 : 1,
      nextPaymentAttemptDate: open ? new Date(date.getTime() + 86_400_000).toISOString() : null,
      pdfUrl: `https://billing.example.com/${date.toISOString().slice(0, 7)}.pdf`,
    };
  });
  return json({ invoices });
}

/** The requested period, by default the current month; undefined if the requested one is no date. */
function readPeriod({ state, query }: SandboxCall): string | undefined {
  const asked = query.get('period');
  if (asked !== null) return /^\d{4}-\d{2}(-\d{2}[\dT:.Z+-]*)?$/.test(asked) ? asked : undefined;
  return `${new Date(state.now()).toISOString().slice(0, 7)}-01`;
}
