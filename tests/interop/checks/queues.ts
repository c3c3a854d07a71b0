import { equal } from 'node:assert/strict';
import { findFreePorts } from '../../backends/run/free-ports.ts';
import { postOtlp, toLogsRequest } from '../../backends/run/otlp-json.ts';
import type { Engines } from '../run/engines.ts';

const AUDIT_RECORD = toLogsRequest({ 'service.name': 'lost' }, [{ attributes: { 'bot.record.kind': 'audit' } }]);

/** What a Collector with these files answers to an audit record while nothing listens where it sends to. */
async function answerWithoutReceiver(engines: Engines, file: string): Promise<number> {
  const [nobody = 0] = await findFreePorts(1);
  const environment = { BOTSCOPE_COLLECTOR_URL: `http://127.0.0.1:${nobody}` };
  let status = 0;
  await engines.withCollector({ files: [file], environment }, async ({ url }) => {
    status = (await postOtlp(url, AUDIT_RECORD)).status;
  });
  return status;
}

/** A queue before the store acknowledges what is in memory only; without one the sender is told to keep its record. */
export async function checkQueues(engines: Engines, withQueue: string, withoutQueue: string): Promise<void> {
  equal(await answerWithoutReceiver(engines, withQueue), 200);
  equal(await answerWithoutReceiver(engines, withoutQueue), 503);
}
