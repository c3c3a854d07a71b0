import {
  ATTR_AUDIT_ACTION,
  ATTR_AUDIT_ENTITY_ID,
  ATTR_AUDIT_ENTITY_NAME,
  ATTR_AUDIT_ENTITY_TYPE,
  ATTR_AUDIT_ID,
  ATTR_BOT_ID,
  ATTR_EVENT,
  ATTR_OUTCOME,
  ATTR_RECORD_KIND,
  ATTR_RECORD_UID,
  ATTR_USER_EMAIL,
  ATTR_USER_ID,
  ATTR_USER_NAME,
  EVENT_AUDIT_CHANGE,
} from '@botscope/conventions';
import type { CorpusRecord } from './corpus-record.ts';
import { BOTS } from './make-turn.ts';
import { toHex } from './random.ts';
import { makeText } from './words.ts';

const ACTIONS = ['CREATED', 'UPDATED', 'UPDATED', 'UPDATED', 'DELETED', 'LOGIN'];
const ENTITY_TYPES = ['card', 'flow', 'integration', 'bot'];
const PEOPLE = 12;
const ENTITIES = 400;

/** Uid of the n-th change. */
export const toChangeUid = (n: number): string => `a-${toHex(n, 17)}`;
/** What people give as an entity's id. */
export const toEntityId = (n: number): string => String(1000 + (n % ENTITIES));

/** The n-th change of the audit trail, with a state before and after of about 500 bytes each. */
export function makeAuditChange(random: () => number, n: number, timestampUnixNano: bigint): CorpusRecord {
  const bot = BOTS[n % BOTS.length] ?? BOTS[0];
  const person = n % PEOPLE;
  return {
    tenant: 'audit',
    environment: bot.environment,
    timestampUnixNano,
    severityNumber: 9,
    attributes: {
      [ATTR_RECORD_KIND]: 'audit',
      [ATTR_OUTCOME]: 'success',
      [ATTR_EVENT]: EVENT_AUDIT_CHANGE,
      [ATTR_RECORD_UID]: toChangeUid(n),
      [ATTR_BOT_ID]: bot.id,
      [ATTR_AUDIT_ID]: String((timestampUnixNano / 1000n) * 1000n + 7n),
      [ATTR_AUDIT_ACTION]: ACTIONS[n % ACTIONS.length] ?? '',
      [ATTR_AUDIT_ENTITY_TYPE]: ENTITY_TYPES[n % ENTITY_TYPES.length] ?? '',
      [ATTR_AUDIT_ENTITY_NAME]: `Welcome ${n % ENTITIES}`,
      [ATTR_AUDIT_ENTITY_ID]: toEntityId(n),
      [ATTR_USER_ID]: `p-${person}`,
      [ATTR_USER_NAME]: `person-${person}`,
      [ATTR_USER_EMAIL]: `person-${person}@example.com`,
    },
    body: JSON.stringify({
      before: { text: makeText(random, 500) },
      after: { text: makeText(random, 500) },
      context: {},
    }),
  };
}
