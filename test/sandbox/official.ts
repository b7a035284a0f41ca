// The official contract for the sandbox's tests: operations, response schemas, errors.
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

type ApiName = 'adminApi' | 'runtimeApi' | 'tablesApi' | 'filesApi';

type Operation = { method: string; path: string; response: { schema: object } };
type ApiState = {
  operations: Record<string, Operation>;
  schemas: Record<string, { schema: object }>;
  errors: { status: number; type: string }[];
};

const official: Record<ApiName, { _state: ApiState }> = createRequire(import.meta.url)(
  '@botpress/api',
);

const apiNames: readonly ApiName[] = ['adminApi', 'runtimeApi', 'tablesApi', 'filesApi'];

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
ajv.addFormat('uuid', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
ajv.addFormat('uri', { type: 'string', validate: URL.canParse });

/** An operation by its name, from the first of the APIs that has it. */
export function operation(name: string): Operation {
  return find(name).operation;
}

/** The faults in an answer of this operation, according to the official schema. */
export function faultsOf(name: string, answer: unknown): string[] {
  const { operation, state } = find(name);
  const validate = ajv.compile(inline(operation.response.schema, state) as object);
  return validate(answer)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/**
 * The faults in an error body. It has to have `id`, `code`, `type` and `message`, and an official
 * pair of status and type.
 */
export function faultsOfError(status: number, body: unknown): string[] {
  const pairs = official.adminApi._state.errors.map(error => ({
    properties: { code: { const: error.status }, type: { const: error.type } },
  }));
  const validate = ajv.compile({
    type: 'object',
    required: ['id', 'code', 'type', 'message'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', pattern: '^err_' },
      code: { const: status },
      type: { type: 'string' },
      message: { type: 'string', minLength: 1 },
      metadata: { type: 'object' },
    },
    anyOf: pairs,
  });
  return validate(body) ? [] : (validate.errors ?? []).map(({ message }) => String(message));
}

function find(name: string): { operation: Operation; state: ApiState } {
  for (const api of apiNames) {
    const state = official[api]._state;
    const operation = state.operations[name];
    if (operation) return { operation, state };
  }
  throw new Error(`@botpress/api has no operation ${name}`);
}

/** Inlines referenced schemas, and drops a `nullable` that ajv does not accept. */
function inline(schema: unknown, state: ApiState): unknown {
  if (Array.isArray(schema)) return schema.map(item => inline(item, state));
  if (typeof schema !== 'object' || schema === null) return schema;
  if ('$ref' in schema && typeof schema.$ref === 'string') {
    return inline(state.schemas[schema.$ref.split('/').at(-1) ?? '']?.schema, state);
  }
  const entries = Object.entries(schema).filter(([key]) => key !== 'nullable' || 'type' in schema);
  return Object.fromEntries(entries.map(([key, value]) => [key, inline(value, state)]));
}
