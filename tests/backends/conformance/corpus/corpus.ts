import { TENANTS } from '@botscope/conventions';
import { createConversationRecords } from './conversation-records.ts';
import { toPushRequests, type PushRequest } from './corpus-record.ts';
import {
  createCrowdedRecords,
  createLargeRecords,
  createLateRecords,
  observeAgain,
  pin,
  pinConversations,
  sendAgain,
} from './edge-records.ts';
import { createForeignRequests } from './foreign-requests.ts';
import { createOperationRecords } from './operation-records.ts';
import { createOrdinaryRecords } from './ordinary-records.ts';

/** What both engines are given: the requests in the order in which they are sent. */
export interface Corpus {
  readonly requests: readonly PushRequest[];
  /** Records in them, those sent again included. */
  readonly recordCount: number;
}

/** Records of all kinds, with everything that has been mistaken somewhere; the same for the same seed and time. */
export function createCorpus(seed: number, nowUnixNano: bigint): Corpus {
  const ordinary = createOrdinaryRecords(seed, nowUnixNano);
  const conversations = createConversationRecords(seed, nowUnixNano);
  const first = [
    ...ordinary,
    ...conversations,
    ...createOperationRecords(seed, nowUnixNano),
    ...createLateRecords(nowUnixNano),
    ...createLargeRecords(nowUnixNano),
    ...createCrowdedRecords(nowUnixNano),
  ];
  const usual = [...ordinary, ...conversations];
  const again = [...observeAgain(usual), ...sendAgain(usual), ...pin(ordinary), ...pinConversations(conversations)];
  const foreign = createForeignRequests(TENANTS, nowUnixNano);
  const foreignCount = foreign.reduce((count, { body }) => count + body.split('"body":').length - 1, 0);
  return {
    requests: [...toPushRequests(first), ...foreign, ...toPushRequests(again)],
    recordCount: first.length + again.length + foreignCount,
  };
}
