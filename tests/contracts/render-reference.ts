import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  ACTOR_TYPES,
  ALLOWED_ROUTES,
  PERMISSIONS,
  toAction,
  type AllowedRoute,
  AUDIT_ACTIONS,
  AUDIT_CATEGORIES,
  ENTITY_TYPES,
  INTEGRATIONS,
  LOG_LEVELS,
  RECORD_KINDS,
  RETENTION_CLASSES,
  TENANT_OF_KIND,
  toLokiName,
  type Variable,
} from '@botscope/conventions';
import { EXPLANATION_CATALOGUE } from '@botscope/records';

/** A program's variables under its name. */
export type VariableTables = Readonly<Record<string, readonly Variable<unknown>[]>>;

/** A Markdown table. */
function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
}

/** Constants of a source file of the conventions with the sentence above them: [name, value, sentence]. */
function readConstants(file: string, prefix: string): readonly (readonly [string, string])[] {
  const path = fileURLToPath(new URL(`../../conventions/src/${file}`, import.meta.url));
  const pattern = new RegExp(`(?:/\\*\\* ([^\\n]*?) \\*/\\n)?export const ${prefix}\\w+ = '([^']+)';`, 'g');
  return [...readFileSync(path, 'utf8').matchAll(pattern)].map(([, sentence = '', value = '']) => [
    value,
    sentence.replace(/\{@link (\w+)\}/g, '`$1`'),
  ]);
}

/** `docs/reference/telemetry.md`. */
export function renderTelemetryPage(): string {
  return [
    '# Telemetry',
    '',
    'Names that Botscope writes and reads. Made from `conventions/`; a test keeps it equal.',
    '',
    '## Record kinds',
    renderTable(
      ['`bot.record.kind`', 'Loki tenant'],
      RECORD_KINDS.map((kind) => [kind, TENANT_OF_KIND[kind]]),
    ),
    '',
    '## Retention classes',
    renderTable(
      ['class (first match wins)', 'days'],
      RETENTION_CLASSES.map(({ name, days }) => [name, String(days)]),
    ),
    '',
    '## Events',
    ...readConstants('events.ts', 'EVENT_').map(([name]) => `- \`${name}\``),
    '',
    '## Attributes',
    renderTable(
      ['attribute', 'in Loki', 'meaning'],
      readConstants('attributes.ts', 'ATTR_').map(([name, sentence]) => [
        `\`${name}\``,
        `\`${toLokiName(name)}\``,
        sentence,
      ]),
    ),
    '',
    '## Log levels',
    renderTable(
      ['level', 'severity number', 'severity text'],
      LOG_LEVELS.map((l) => [l.level, String(l.severityNumber), l.severityText]),
    ),
    '',
    '## Audit',
    `Actions that the filter always offers: ${AUDIT_ACTIONS.map((a) => `\`${a}\``).join(', ')}. Categories: ${AUDIT_CATEGORIES.map((c) => `\`${c}\``).join(', ')}. Actors: ${ACTOR_TYPES.map((a) => `\`${a}\``).join(', ')}.`,
    '',
    renderTable(
      ['entity type', 'what it is', 'group'],
      ENTITY_TYPES.map((t) => [`\`${t.id}\``, t.description, t.group]),
    ),
    '',
    '## Integrations',
    renderTable(
      ['`bot.integration.name`', 'shown as', 'recognised by host'],
      INTEGRATIONS.map((i) => [`\`${i.id}\``, i.displayName, i.hosts.join(', ')]),
    ),
    '',
  ].join('\n');
}

/** `docs/reference/configuration.md`. */
export function renderConfigurationPage(tables: VariableTables): string {
  const sections = Object.entries(tables).flatMap(([program, variables]) => [
    `## ${program}`,
    renderTable(
      ['variable', 'what', 'accepted', 'default'],
      variables.map((v) => [
        `\`${v.name}\``,
        v.description,
        v.accepts,
        v.secret
          ? 'none (a secret)'
          : v.defaultText === undefined
            ? v.optional
              ? 'none'
              : 'required'
            : `\`${v.defaultText}\``,
      ]),
    ),
    '',
  ]);
  return [
    '# Configuration',
    '',
    'Environment variables of the programs. `npm start` makes the secrets itself. Made from the programs; a test keeps it equal.',
    '',
    ...sections,
  ].join('\n');
}

/** `.env.example`: every variable once, commented out with its default. */
export function renderEnvironmentExample(tables: VariableTables): string {
  const seen = new Set<string>();
  const lines = Object.values(tables)
    .flat()
    .filter(({ name }) => !seen.has(name) && seen.add(name))
    .flatMap((v) => [`# ${v.description}`, `#${v.name}=${v.secret ? '' : (v.defaultText ?? '')}`, '']);
  return [
    '# Variables of Botscope. Copy to .env and take out the # where you want something else than the default.',
    '',
    ...lines,
  ].join('\n');
}

/** An error that a program can answer with. */
interface ErrorEntry {
  readonly status?: number;
  readonly message: string;
  readonly fix?: string;
}

/** A program's error table: a sentence, or status, message and fix, by code. */
export type ErrorTable = Readonly<Record<string, string | ErrorEntry>>;

/** `docs/reference/errors.md`. */
export function renderErrorsPage(tables: Readonly<Record<string, ErrorTable>>): string {
  const toEntry = (error: string | ErrorEntry): ErrorEntry => (typeof error === 'string' ? { message: error } : error);
  const sections = Object.entries(tables).flatMap(([program, table]) => [
    `## ${program}`,
    renderTable(
      ['code', 'status', 'what it says', 'what to do'],
      Object.entries(table).map(([code, error]) => {
        const { status, message, fix = '' } = toEntry(error);
        return [`\`${code}\``, status === undefined ? '' : String(status), message, fix];
      }),
    ),
    '',
  ]);
  return [
    '# Errors',
    '',
    'Codes are stable and never reused. Made from the programs; a test keeps it equal.',
    '',
    ...sections,
  ].join('\n');
}

/** `docs/reference/routes.md`. */
export function renderRoutesPage(): string {
  const toRow = (route: AllowedRoute) => [
    route.method,
    `\`/${route.area}/${route.path}\``,
    `\`${toAction(route.permission)}\``,
    PERMISSIONS[route.permission],
    route.tenant ?? '',
  ];
  return [
    '# Routes',
    '',
    'What the gateway lets through for people, and nothing else. `{name}` is one label name, `{hex}` a trace id. Made from `conventions/`; a test keeps it equal.',
    '',
    renderTable(['method', 'path', 'action', 'least role', 'tenant'], ALLOWED_ROUTES.map(toRow)),
    '',
  ].join('\n');
}

/** `docs/reference/log-entries.md`. */
export function renderLogEntriesPage(): string {
  const sections = EXPLANATION_CATALOGUE.flatMap(({ title, key, entries }) => [
    `## ${title}`,
    renderTable(
      [key, 'shown as', 'what it means', 'what to do'],
      Object.entries(entries).map(([name, entry]) => [`\`${name}\``, entry.title, entry.meaning, entry.advice]),
    ),
    '',
  ]);
  return [
    '# Log entries and errors',
    '',
    'What entries in conversations mean and what to do about them, as “What does this entry mean?” says it on the pages. Made from `records/`; a test keeps it equal.',
    '',
    ...sections,
  ].join('\n');
}
