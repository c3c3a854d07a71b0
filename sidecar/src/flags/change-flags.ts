import type { DatabaseSync } from 'node:sqlite';
import { PERMISSIONS, roleReaches, type BotscopeUser, type Flag } from '@botscope/conventions';
import type { AuditEvidence } from '../evidence/evidence.ts';
import type { EvidenceOutbox } from '../evidence/evidence-outbox.ts';
import type { PinStore } from '../pinning/pin-store.ts';
import { SidecarError } from '../sidecar-error.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { FlagKey, FlagStore } from './flag-store.ts';

/** What changing flags works with. */
export interface ChangeFlagsOptions {
  readonly database: DatabaseSync;
  readonly flags: FlagStore;
  readonly pins: PinStore;
  readonly evidence: EvidenceOutbox;
}

const ENTITY_TYPE = 'conversation_flag';

function toAudit(
  action: AuditEvidence['action'],
  key: FlagKey,
  states: { readonly before?: Flag; readonly after?: Flag },
  actor: BotscopeUser,
): AuditEvidence {
  const toState = (flag: Flag | undefined) => (flag ? { by: flag.by, at: flag.at, note: flag.note } : null);
  return {
    type: 'audit',
    action,
    category: 'user_interaction',
    entity: { type: ENTITY_TYPE, id: key.conversation, name: 'Conversation flag' },
    before: toState(states.before),
    after: toState(states.after),
    actor,
    bot: key.bot,
    environment: key.environment,
    conversation: key.conversation,
  };
}

/** A conversation, and the state of its flag that the person saw. */
export interface FlagChange extends FlagKey {
  /** `at` of the flag as it was seen; null = it was not flagged; absent = changed whatever it is now. */
  readonly knownAt?: number | null;
}

function checkKnown({ knownAt }: FlagChange, before: Flag | undefined): void {
  if (knownAt === undefined || knownAt === (before?.at ?? null)) return;
  const now = before ? `${before.by} set it at ${new Date(before.at).toISOString()}.` : 'It is no longer flagged.';
  throw new SidecarError('flag_changed', now);
}

/**
 * Flags a conversation or changes its note, and has its records copied into what is kept long; the change and what
 * proves it are kept together. Throws `flag_changed` when the flag is not as the person saw it.
 */
export function setFlag(
  key: FlagChange & { readonly note?: string },
  actor: BotscopeUser,
  nowMillis: number,
  { database, flags, pins, evidence }: ChangeFlagsOptions,
): Flag {
  return inTransaction(database, () => {
    const before = flags.get(key);
    checkKnown(key, before);
    const { bot, environment, conversation, note = '' } = key;
    // Later than the state before, so that whoever saw that one is told.
    const at = Math.max(nowMillis, (before?.at ?? 0) + 1);
    const flag: Flag = { bot, environment, conversation, by: actor.name, at, note };
    flags.put(flag);
    pins.start(key, roleReaches(actor.role, PERMISSIONS['api-calls:read']), nowMillis);
    evidence.add({ type: 'flag', flagged: true, flag, actor });
    evidence.add(toAudit(before ? 'UPDATED' : 'CREATED', key, { ...(before ? { before } : {}), after: flag }, actor));
    return flag;
  });
}

/**
 * Removes a flag; false when there was none. What has been copied stays, nothing more is. Throws `flag_changed` when the
 * flag is not as the person saw it.
 */
export function removeFlag(
  key: FlagChange,
  actor: BotscopeUser,
  { database, flags, pins, evidence }: ChangeFlagsOptions,
): boolean {
  return inTransaction(database, () => {
    const before = flags.get(key);
    if (before === undefined) return false;
    checkKnown(key, before);
    flags.remove(key);
    pins.stop(key);
    evidence.add({ type: 'flag', flagged: false, flag: before, actor });
    evidence.add(toAudit('DELETED', key, { before }, actor));
    return true;
  });
}
