// The types of quotas: their names, their units, and whether usage is counted by workspace.
// (source: quotaConfigs in Botpress's public repository; types that are not in it have their name only)
import { valueAt } from '../valueAt.ts';

export type QuotaMeaning = {
  title: string;
  unit: 'number' | 'bytes' | 'nanodollars' | 'milliseconds' | 'per-second';
  /** Whether usage is counted per workspace, so that it can be requested by workspace id. */
  counted: boolean;
};

const meanings: Readonly<Record<string, QuotaMeaning>> = {
  invocation_calls: { title: 'bot calls', unit: 'number', counted: true },
  ai_spend: { title: 'AI spend', unit: 'nanodollars', counted: true },
  openai_spend: { title: 'OpenAI spend', unit: 'nanodollars', counted: true },
  bing_search_spend: { title: 'Bing search', unit: 'nanodollars', counted: true },
  table_row_count: { title: 'table rows', unit: 'number', counted: true },
  storage_count: { title: 'file storage', unit: 'bytes', counted: true },
  knowledgebase_vector_storage: { title: 'vector storage', unit: 'bytes', counted: true },
  bot_count: { title: 'bots', unit: 'number', counted: true },
  workspace_member_count: { title: 'members', unit: 'number', counted: true },
  integrations_owned_count: { title: 'integrations', unit: 'number', counted: true },
  invocation_timeout: { title: 'bot time limit', unit: 'milliseconds', counted: false },
  workspace_ratelimit: { title: 'API calls', unit: 'per-second', counted: false },
  file_max_size_bytes: { title: 'largest file', unit: 'bytes', counted: false },
};

export function quotaMeaning(type: string): QuotaMeaning {
  const unknown = { title: type.replaceAll('_', ' '), unit: 'number', counted: false } as const;
  return valueAt(meanings, type) ?? unknown;
}

const bytes = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** An amount as people read it: `3.33 GB`, `$38.50`, `42,000`, `60 s`. */
export function quotaAmount(value: number, unit: QuotaMeaning['unit']): string {
  switch (unit) {
    case 'bytes': {
      const power = value < 1 ? 0 : Math.floor(Math.log10(value) / 3);
      const size = Math.min(power, bytes.length - 1);
      return `${rounded(value / 1000 ** size)} ${bytes[size]}`;
    }
    case 'nanodollars':
      return `$${(value / 1e9).toFixed(2)}`;
    case 'milliseconds':
      return `${rounded(value / 1000)} s`;
    case 'per-second':
      return `${grouped(value)} a second`;
    case 'number':
      return grouped(value);
  }
}

const rounded = (value: number) => String(Number(value.toPrecision(3)));
const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** The used part of a quota, from 0 up; null if there is no limit. */
export const usedShare = ({ value, quota }: { value: number; quota: number | null }) =>
  quota !== null && quota > 0 ? value / quota : null;
