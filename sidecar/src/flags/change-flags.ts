import type { DatabaseSync } from 'node:sqlite';
import type { BotscopeUser, Flag } from '@botscope/conventions';
import type { AuditEvidence } from '../evidence/evidence.ts';
import type { EvidenceOutbox } from '../evidence/evidence-outbox.ts';
import { inTransaction } from '../state/in-transaction.ts';
import type { FlagKey, FlagStore } from './flag-store.ts';

/** What changing flags works with. */
export interface ChangeFlagsOptions {
  readonly database: DatabaseSync;
  readonly flags: FlagStore;
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

/** Flags a conversation or changes its note; the change and what proves it are kept together. */
export function setFlag(
  key: FlagKey & { readonly note?: string },
  actor: BotscopeUser,
  nowMillis: number,
  { database, flags, evidence }: ChangeFlagsOptions,
): Flag {
  return inTransaction(database, () => {
    const before = flags.get(key);
    const { bot, environment, conversation, note = '' } = key;
    const flag: Flag = { bot, environment, conversation, by: actor.name, at: nowMillis, note };
    flags.put(flag);
    evidence.add({ type: 'flag', flagged: true, flag, actor });
    evidence.add(toAudit(before ? 'UPDATED' : 'CREATED', key, { ...(before ? { before } : {}), after: flag }, actor));
    return flag;
  });
}

/** Removes a flag; false when there was none. */
export function removeFlag(
  key: FlagKey,
  actor: BotscopeUser,
  { database, flags, evidence }: ChangeFlagsOptions,
): boolean {
  return inTransaction(database, () => {
    const before = flags.get(key);
    if (before === undefined) return false;
    flags.remove(key);
    evidence.add({ type: 'flag', flagged: false, flag: before, actor });
    evidence.add(toAudit('DELETED', key, { before }, actor));
    return true;
  });
}
