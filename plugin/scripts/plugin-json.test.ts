import { ALLOWED_ROUTES, PERMISSIONS, toAction } from '@botscope/conventions';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import committed from '../src/plugin.json' with { type: 'json' };
import { createPluginJson } from './plugin-json.ts';

const generated = createPluginJson();

const text = { type: 'string', minLength: 1 };
const action = { type: 'string', pattern: '^botscope-logs-app\\.[a-z-]+:[a-z]+$' };

/** The rules of Grafana's plugin.json that stop it from starting, or leave a route unguarded, when they are broken. */
const ESSENTIAL_RULES = {
  type: 'object',
  required: ['id', 'type', 'name', 'info', 'includes', 'roles', 'routes', 'extensions', 'dependencies'],
  properties: {
    id: { const: 'botscope-logs-app' },
    type: { const: 'app' },
    info: { type: 'object', required: ['author', 'logos', 'version', 'updated', 'keywords', 'description'] },
    dependencies: { properties: { grafanaDependency: { const: '>=12.3.0' } }, required: ['grafanaDependency'] },
    includes: { type: 'array', items: { type: 'object', required: ['type', 'name', 'path', 'addToNav'] } },
    roles: {
      type: 'array',
      items: {
        type: 'object',
        required: ['role', 'grants'],
        properties: {
          grants: { type: 'array', minItems: 1, items: { enum: ['Viewer', 'Editor', 'Admin'] } },
          role: {
            required: ['name', 'description', 'permissions'],
            properties: { permissions: { minItems: 1, items: { required: ['action'], properties: { action } } } },
          },
        },
      },
    },
    extensions: {
      type: 'object',
      additionalProperties: false,
      properties: {
        addedLinks: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['targets', 'title'],
            properties: {
              targets: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^grafana/[a-z/-]+$' } },
              title: { type: 'string', minLength: 10 },
              description: text,
            },
          },
        },
      },
    },
    routes: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'method', 'url', 'reqAction', 'headers'],
        properties: {
          path: { type: 'string', pattern: '^[a-z-]+(/[a-z0-9_-]+)+(/\\*)?$' },
          method: { enum: ['GET', 'POST', 'PUT', 'DELETE'] },
          url: { type: 'string', pattern: '^\\{\\{ \\.JsonData\\.gatewayUrl \\}\\}/[a-z0-9_/-]+$' },
          reqAction: action,
          headers: {
            type: 'array',
            items: { required: ['name', 'content'], properties: { name: text, content: text } },
          },
        },
      },
    },
  },
};

describe('plugin.json', () => {
  it('is what the script makes of the conventions', () => {
    expect(committed).toEqual(generated);
  });

  it('keeps the rules that Grafana starts by', () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    expect(ajv.validate(ESSENTIAL_RULES, committed), ajv.errorsText()).toBe(true);
  });

  it('has a route for every method and path that the gateway lets through, and no other', () => {
    const pattern = (path: string) => path.replace(/\/\{.*$/, '/*');
    const expected = ALLOWED_ROUTES.map((r) => `${r.method} ${r.area}/${pattern(r.path)} ${toAction(r.permission)}`);
    expect(generated.routes.map((r) => `${r.method} ${r.path} ${r.reqAction}`)).toEqual(expected);
  });

  it('sets both trusted headers on every route, the action equal to the one that is required', () => {
    for (const route of generated.routes) {
      expect(route.headers).toEqual([
        { name: 'X-Botscope-Secret', content: '{{ .SecureJsonData.proxySecret }}' },
        { name: 'X-Botscope-Action', content: route.reqAction },
      ]);
    }
  });

  it('grants every permission to a role, since one granted to nobody blocks Admin too', () => {
    const granted = generated.roles.flatMap(({ role }) => role.permissions.map((permission) => permission.action));
    expect(granted.sort()).toEqual(
      Object.keys(PERMISSIONS)
        .map((p) => `botscope-logs-app.${p}`)
        .sort(),
    );
  });

  it('A2: every page has an action that opens it, and one page is the default', () => {
    const pages = generated.includes.filter((include) => include.path.startsWith('/a/'));
    const actions = pages.map((page) => [page.path, 'action' in page ? page.action : 'none']);
    expect(Object.fromEntries(actions)).toEqual({
      '/a/botscope-logs-app/conversations': 'botscope-logs-app.conversations:read',
      '/a/botscope-logs-app/conversation': 'botscope-logs-app.conversations:read',
      '/a/botscope-logs-app/flows': 'botscope-logs-app.conversations:read',
      '/a/botscope-logs-app/live': 'botscope-logs-app.conversations:read',
      '/a/botscope-logs-app/api-calls': 'botscope-logs-app.api-calls:read',
      '/a/botscope-logs-app/audit': 'botscope-logs-app.audit:read',
      '/a/botscope-logs-app/alerts': 'botscope-logs-app.alerts:read',
      '/a/botscope-logs-app/pipeline': 'botscope-logs-app.conversations:read',
    });
    expect(pages.filter((page) => page.defaultNav).map((page) => page.name)).toEqual(['Conversation logs']);
  });
});
