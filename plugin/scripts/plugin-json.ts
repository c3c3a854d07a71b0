import {
  ALLOWED_ROUTES,
  APP_BASE_PATH,
  APP_ID,
  HEADER_ACTION,
  HEADER_SECRET,
  ROLE_GRANTS,
  toAction,
  type AllowedRoute,
  type Role,
} from '@botscope/conventions';
import { EXTENSION_LINKS } from '../src/extensions/extension-links.ts';
import { PAGES, type PageEntry } from '../src/page-table.ts';

const ROLE_TEXTS: Readonly<Record<Role, { name: string; description: string }>> = {
  Viewer: { name: 'Botscope reader', description: 'Read conversations and their steps' },
  Editor: {
    name: 'Botscope builder',
    description: 'Bot Builder, Supervisor: flag conversations, read API logs and alerts, reauthorise, export',
  },
  Admin: { name: 'Botscope owner', description: 'Owner: read the audit log, change settings' },
};

/** Content of `plugin.json`: pages, roles and proxy routes as the conventions define them. */
export function createPluginJson() {
  return {
    $schema:
      'https://raw.githubusercontent.com/grafana/grafana/main/docs/sources/developers/plugins/plugin.schema.json',
    type: 'app',
    name: 'Botscope',
    id: APP_ID,
    info: {
      keywords: ['app', 'chatbot', 'logs', 'audit', 'opentelemetry'],
      description: 'Conversations, API calls and audit changes of chatbots, step by step',
      author: { name: 'Botscope' },
      logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
      screenshots: [],
      version: '%VERSION%',
      updated: '%TODAY%',
    },
    includes: [...PAGES.map(toInclude), CONFIGURATION_INCLUDE],
    roles: ROLE_GRANTS.map(toRole),
    routes: ALLOWED_ROUTES.map(toProxyRoute),
    extensions: { addedLinks: EXTENSION_LINKS.map(toAddedLink) },
    dependencies: { grafanaDependency: '>=12.3.0', plugins: [] },
  };
}

const CONFIGURATION_INCLUDE = {
  type: 'page',
  icon: 'cog',
  name: 'Configuration',
  path: `/plugins/${APP_ID}`,
  role: 'Admin',
  addToNav: true,
  defaultNav: false,
};

function toInclude(page: PageEntry) {
  return {
    type: 'page',
    name: page.title,
    path: APP_BASE_PATH + page.path,
    action: toAction(page.permission),
    addToNav: page.navigation !== 'hidden',
    defaultNav: page.navigation === 'default',
  };
}

/** Grafana refuses a link at run time whose title or targets are not declared like this. */
function toAddedLink({ targets, title, description }: (typeof EXTENSION_LINKS)[number]) {
  return { targets, title, description };
}

function toRole({ role, permissions }: (typeof ROLE_GRANTS)[number]) {
  return {
    role: {
      ...ROLE_TEXTS[role],
      permissions: permissions.map((permission) => ({ action: toAction(permission) })),
    },
    grants: [role],
  };
}

function toProxyRoute(route: AllowedRoute) {
  const fixed = toFixedPart(route.path);
  const path = `${route.area}/${fixed}`;
  return {
    path: fixed === route.path ? path : `${path}/*`,
    method: route.method,
    reqAction: toAction(route.permission),
    url: `{{ .JsonData.gatewayUrl }}/${path}`,
    headers: [
      { name: HEADER_SECRET, content: '{{ .SecureJsonData.proxySecret }}' },
      { name: HEADER_ACTION, content: toAction(route.permission) },
    ],
  };
}

/** The path before its first placeholder, without trailing slash: Grafana's routes know only a wildcard at the end. */
function toFixedPart(path: string): string {
  return path.replace(/\/\{.*$/, '');
}
