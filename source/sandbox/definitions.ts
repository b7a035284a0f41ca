// A workspace's integrations, interfaces and plugins. All three have the same calls: to list, find,
// deploy and remove.
import { findNamed } from './bots.ts';
import { notFound, refuse } from './errors.ts';
import { page } from './paging.ts';
import { invalid, isRecord, recordIn } from './payload.ts';
import { randomId } from './random.ts';
import { type Answer, json } from './reply.ts';
import type { AccountCall, SandboxCall, WorkspaceCall } from './route.ts';
import { applied, blanks, type Fields, type KeptFields } from './shape.ts';
import type { SandboxDefinition, SandboxState } from './state.ts';

type Sort = {
  /** The key of a single item in an answer; with an `s`, the key of a list. */
  one: 'integration' | 'interface' | 'plugin';
  prefix: string;
  stored(state: SandboxState): SandboxDefinition[];
  /** The deployed fields, and how each is stored. */
  layout: KeptFields;
  blank: Fields;
  /** Extra fields of each entry in the list. */
  listed: Fields;
  /** The visible form of fields that are stored differently. */
  shown?(fields: Fields): Fields;
};

const user = { tags: {}, creation: { enabled: false, requiredTags: [] } };
const hidden = { visibility: 'private', lifecycleStatus: 'published' };

const sorts: Record<Sort['one'], Sort> = {
  integration: {
    one: 'integration',
    prefix: 'int',
    stored: state => state.integrations,
    layout: {
      ...{ url: 'value', dev: 'value', public: 'value', visibility: 'value', attributes: 'object' },
      ...{ configuration: 'object', identifier: 'object', user: 'object', secrets: { each: {} } },
      configurations: { each: blanks.configuration },
      channels: { each: { messages: {}, conversation: user, message: { tags: {} } } },
      ...{ states: { each: blanks.state }, events: { each: blanks.event } },
      ...{ actions: { each: blanks.action }, entities: { each: blanks.entity } },
      interfaces: {
        each: {
          id: '',
          name: '',
          version: '',
          entities: {},
          actions: {},
          events: {},
          channels: {},
        },
      },
    },
    blank: {
      ...{ identifier: {}, url: '', interfaces: {}, configuration: blanks.configuration },
      ...{ configurations: {}, channels: {}, states: {}, events: {}, actions: {}, user },
      ...{ entities: {}, dev: false, readmeUrl: '', secrets: {} },
    },
    listed: { ...hidden, public: false, verificationStatus: 'unapproved' },
    // Secret values are never shown.
    shown: ({ secrets, ...fields }) => ({
      ...fields,
      secrets: Object.keys(isRecord(secrets) ? secrets : {}),
    }),
  },
  interface: {
    one: 'interface',
    prefix: 'ifc',
    stored: state => state.interfaces,
    layout: {
      ...{ public: 'value', nameTemplate: 'object', attributes: 'object' },
      ...{ entities: { each: blanks.entity }, events: { each: blanks.event } },
      ...{ actions: { each: blanks.action }, channels: { each: { messages: {} } } },
    },
    blank: { entities: {}, events: {}, actions: {}, channels: {} },
    listed: { public: false, readmeUrl: '' },
  },
  plugin: {
    one: 'plugin',
    prefix: 'plg',
    stored: state => state.plugins,
    layout: {
      ...{ public: 'value', visibility: 'value', attributes: 'object', configuration: 'object' },
      ...{ user: 'object', conversation: 'object', dependencies: 'object' },
      ...{ states: { each: blanks.state }, events: { each: blanks.event } },
      actions: { each: blanks.action },
    },
    blank: {
      ...{ configuration: { schema: {} }, states: {}, events: {}, actions: {} },
      ...{ dependencies: { interfaces: {}, integrations: {} } },
      ...{ user: { tags: {} }, conversation: { tags: {} } },
    },
    listed: { ...hidden, public: false, readmeUrl: '' },
  },
};

/** The calls about integrations, interfaces or plugins. */
export function callsOf(one: Sort['one']) {
  const sort = sorts[one];
  const many = `${one}s`;
  const own = ({ state, workspace }: WorkspaceCall) =>
    sort.stored(state).filter(({ workspaceId }) => workspaceId === workspace.id);
  const published = ({ state }: SandboxCall) => sort.stored(state).filter(isPublic);
  const shown = (found: SandboxDefinition | undefined): Answer =>
    found === undefined ? notFound(one) : json({ [one]: whole(sort, found) });

  return {
    list: (call: WorkspaceCall) =>
      page(call.query, many, named(own(call), call.query), found => brief(sort, found)),
    get: (call: WorkspaceCall) => shown(findNamed([...own(call), ...published(call)], id(call))),
    getByName: (call: WorkspaceCall) => shown(byName(own(call), call)),
    listPublic: (call: AccountCall) =>
      page(call.query, many, named(published(call), call.query), found => ({
        ...brief(sort, found),
        ...inHub(call.state, found),
      })),
    getPublic: (call: AccountCall) => shownInHub(call, findNamed(published(call), id(call))),
    getPublicByName: (call: AccountCall) => shownInHub(call, byName(published(call), call)),
    create: (call: WorkspaceCall) => create(sort, call),
    /** Answers as `create` would, but stores nothing. */
    validate: (call: WorkspaceCall) => {
      const before = sort.stored(call.state).length;
      const answer = create(sort, call);
      sort.stored(call.state).length = before;
      return answer.status === 200 ? json({}) : answer;
    },
    update: (call: WorkspaceCall) => update(sort, own(call), call),
    validateUpdate: (call: WorkspaceCall) => {
      const found = findNamed(own(call), id(call));
      const answer = update(sort, found === undefined ? [] : [structuredClone(found)], call);
      return answer.status === 200 ? json({}) : answer;
    },
    remove: (call: WorkspaceCall) => {
      const found = findNamed(own(call), id(call));
      if (found === undefined) return notFound(one);
      const stored = sort.stored(call.state);
      stored.splice(stored.indexOf(found), 1);
      return json({});
    },
  };

  function shownInHub({ state }: SandboxCall, found: SandboxDefinition | undefined): Answer {
    if (found === undefined) return notFound(one);
    // Of the three kinds, only an integration's answer names the workspace that owns it.
    const owner = one === 'integration' ? inHub(state, found) : {};
    return json({ [one]: { ...whole(sort, found), ...owner } });
  }
}

const id = ({ params }: SandboxCall) => params.id ?? '';

const isPublic = ({ fields }: SandboxDefinition) =>
  fields.public === true || fields.visibility === 'public';

const named = (all: readonly SandboxDefinition[], query: URLSearchParams) =>
  all.filter(
    ({ name, version }) =>
      [null, name].includes(query.get('name')) && [null, version].includes(query.get('version')),
  );

/** The item with the requested name and version; `latest` is the newest version. */
function byName(
  all: readonly SandboxDefinition[],
  { params }: SandboxCall,
): SandboxDefinition | undefined {
  const fitting = all.filter(({ name }) => name === params.name);
  return params.version === 'latest'
    ? fitting.at(-1)
    : fitting.find(({ version }) => version === params.version);
}

function create(sort: Sort, call: WorkspaceCall): Answer {
  const { state, workspace } = call;
  const body = recordIn(call.body);
  if (body === null) return invalid('The body must be a JSON object');
  const { name, version, title, description } = body;
  if (typeof name !== 'string' || !/^[\w./-]{1,200}$/.test(name)) {
    return invalid("The body must have the property 'name'");
  }
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+/.test(version)) {
    return invalid("The body must have the property 'version', such as 1.0.0");
  }
  const stored = sort.stored(state);
  if (
    stored.some(
      other =>
        other.workspaceId === workspace.id && other.name === name && other.version === version,
    )
  ) {
    return refuse('AlreadyExists', `The ${sort.one} ${name} already has a version ${version}`);
  }
  const now = new Date(state.now()).toISOString();
  const newId = `${sort.prefix}_${randomId()}${randomId()}`.slice(0, 32);
  const made: SandboxDefinition = {
    ...{ id: newId, alias: newId, name, version, workspaceId: workspace.id },
    title: typeof title === 'string' && title !== '' ? title : name.slice(0, 64),
    description: typeof description === 'string' ? description : '',
    ...{ createdAt: now, updatedAt: now },
    fields: applied(sort.layout, sort.blank, body),
  };
  stored.push(made);
  return json({ [sort.one]: whole(sort, made) });
}

function update(sort: Sort, own: readonly SandboxDefinition[], call: WorkspaceCall): Answer {
  const found = findNamed(own, id(call));
  if (found === undefined) return notFound(sort.one);
  const body = recordIn(call.body);
  if (body === null) return invalid('The body must be a JSON object');
  const { title, description } = body;
  if (typeof title === 'string') found.title = title;
  if (typeof description === 'string') found.description = description;
  found.updatedAt = new Date(call.state.now()).toISOString();
  found.fields = applied(sort.layout, found.fields, body);
  return json({ [sort.one]: whole(sort, found) });
}

function brief(sort: Sort, { alias, workspaceId, fields, ...found }: SandboxDefinition): Fields {
  const listed = Object.fromEntries(
    Object.keys(sort.listed).map(key => [key, fields[key] ?? sort.listed[key]]),
  );
  return { ...found, iconUrl: '', ...listed };
}

function whole(sort: Sort, found: SandboxDefinition): Fields {
  const fields = { ...sort.blank, ...found.fields };
  return { ...(sort.shown?.(fields) ?? fields), ...brief(sort, found) };
}

function inHub(state: SandboxState, { workspaceId }: SandboxDefinition): Fields {
  const { id, name, handle = null } = state.workspaces.get(workspaceId) ?? { id: '', name: '' };
  return { ownerWorkspace: { id, name, handle }, meta: { installs: 0, views: 0 } };
}
