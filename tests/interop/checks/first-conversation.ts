import { deepEqual, equal } from 'node:assert/strict';
import { waitUntil } from '../../backends/run/wait-until.ts';
import type { Reader } from '../run/engines.ts';
import { readConversation } from '../run/read-conversation.ts';
import { runEmitter } from '../run/run-emitter.ts';

/** Messages, step, turn and log line. */
const RECORD_COUNT = 5;

/** Runs the program that `docs/guides/your-existing-collector.md` shows. */
export async function checkFirstConversation(python: string, endpoint: string, reader: Reader): Promise<void> {
  const emitter = { file: 'first_conversation.py', service: 'first-conversation', args: [] };
  const uid = await runEmitter(python, emitter, { endpoint, protocol: 'http/protobuf' });
  await waitUntil('the conversation', async () =>
    (await readConversation(reader, uid)).paged.length >= RECORD_COUNT ? true : undefined,
  );
  const { row, conversation } = await readConversation(reader, uid);
  deepEqual([row?.botName, row?.turnCount, row?.lastMessage], ['Support', 1, 'Where is my order?']);
  const [turn] = conversation?.turns ?? [];
  equal(turn?.messages.length, 2);
  deepEqual(
    turn?.steps.map(({ index, name, status }) => [index, name, status]),
    [[1, 'Look up', 'ok']],
  );
  deepEqual(
    turn?.logs.map(({ body, level }) => [body, level]),
    [['order 8812 is not in the shop', 'error']],
  );
}
