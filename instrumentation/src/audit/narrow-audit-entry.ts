import { narrowAuditValue, type AuditValue } from '@botscope/audit-chain';
import { ACTOR_TYPES, AUDIT_CATEGORIES, OUTCOMES } from '@botscope/conventions';
import type { AuditActor, AuditEntry } from '../api/audit.ts';
import { AuditError } from './audit-error.ts';

/** An entry that says who acted. */
export type AttributedEntry = AuditEntry & { readonly actor: AuditActor };

/** An entry whose states have an exact JSON form. */
export interface NarrowedAuditEntry {
  readonly entry: AttributedEntry;
  /** Null when absent. */
  readonly before: AuditValue;
  readonly after: AuditValue;
  readonly context: AuditValue;
}

type Path = 'actor' | 'entity' | 'bot' | '';
const OPTIONAL_TEXTS: readonly (readonly [Path, string])[] = [
  ['actor', 'id'],
  ['actor', 'name'],
  ['actor', 'email'],
  ['entity', 'id'],
  ['entity', 'name'],
  ['', 'id'],
  ['', 'errorType'],
  ['', 'conversationUid'],
  ['bot', 'id'],
  ['bot', 'name'],
  ['bot', 'version'],
];
const CHOICES: readonly (readonly [Path, string, readonly string[]])[] = [
  ['actor', 'type', ACTOR_TYPES],
  ['', 'category', AUDIT_CATEGORIES],
  ['', 'outcome', OUTCOMES],
];

/**
 * Checks an entry, adds the actor of the running code where it names none, and copies its states, so that the application
 * may change them afterwards.
 * @throws AuditError AUDIT_INVALID listing every problem.
 */
export function narrowAuditEntry(
  given: unknown,
  findActor: () => AuditActor | undefined = () => undefined,
): NarrowedAuditEntry {
  const problems: string[] = [];
  const entry = toObject(given);
  const actor = entry['actor'] ?? findActor();
  const parts = {
    '': entry,
    actor: toObject(actor),
    entity: toObject(entry['entity']),
    bot: toObject(entry['bot']),
  };
  for (const [path, name] of OPTIONAL_TEXTS) {
    const value = parts[path][name];
    if (value !== undefined && typeof value !== 'string') problems.push(`${toName(path, name)} must be a text.`);
  }
  for (const [path, name, choices] of CHOICES) {
    const value = parts[path][name];
    if (value !== undefined && !choices.includes(value as string)) {
      problems.push(`${toName(path, name)} must be one of ${choices.join(', ')}.`);
    }
  }
  if (!isText(entry['action'])) problems.push('action must be a text such as UPDATED.');
  if (!isText(parts.entity['type'])) problems.push('entity.type must be a text such as card.');
  const { id, name, email } = parts.actor;
  if (![id, name, email].some(isText))
    problems.push(
      'actor must have an id, a name or an e-mail address; give one, or record within audit.withActor(actor, run).',
    );
  const [before, after, context] = ['before', 'after', 'context'].map((member) => narrowState(entry, member, problems));
  if (problems.length > 0) throw new AuditError('AUDIT_INVALID', { problems });
  return {
    entry: { ...(given as AuditEntry), actor: actor as AuditActor },
    before: before ?? null,
    after: after ?? null,
    context: context ?? null,
  };
}

function narrowState(entry: Readonly<Record<string, unknown>>, member: string, problems: string[]): AuditValue {
  try {
    const value = entry[member];
    return value === undefined ? null : narrowAuditValue(value);
  } catch (error) {
    problems.push(`${member}: ${(error as Error).message}`);
    return null;
  }
}

function toName(path: Path, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function toObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
