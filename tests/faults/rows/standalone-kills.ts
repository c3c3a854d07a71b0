import { setTimeout as delay } from 'node:timers/promises';
import {
  ATTR_BOT_ID,
  ATTR_DEPLOYMENT_ENVIRONMENT_NAME,
  ATTR_RECORD_KIND,
  ATTR_RECORD_UID,
  ATTR_SERVICE_NAME,
} from '@botscope/conventions';
import { startProduct, type Product } from '../../product/start-product.ts';
import { compareNumbers, type FaultResult } from '../fault-result.ts';
import { readAllRecords } from '../read-all.ts';

const BATCH = 20;
const WRITERS = 4;
const MIN_ACKNOWLEDGED = 20;

const toAttribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** An OTLP/JSON request of numbered records of kind log. */
function toRequest(numbers: readonly number[]): string {
  const logRecords = numbers.map((n) => ({
    timeUnixNano: String(BigInt(Date.now()) * 1_000_000n + BigInt(n % 1_000_000)),
    severityNumber: 9,
    body: { stringValue: JSON.stringify({ n }) },
    attributes: [
      toAttribute(ATTR_RECORD_KIND, 'log'),
      toAttribute(ATTR_BOT_ID, 'killed'),
      toAttribute(ATTR_RECORD_UID, `u-${n}`),
    ],
  }));
  const attributes = [
    toAttribute(ATTR_SERVICE_NAME, 'writer'),
    toAttribute(ATTR_DEPLOYMENT_ENVIRONMENT_NAME, 'sandbox'),
  ];
  return JSON.stringify({ resourceLogs: [{ resource: { attributes }, scopeLogs: [{ scope: {}, logRecords }] }] });
}

/** Writers that post until the connection breaks. */
function startWriters(
  otlpUrl: string,
  takeNumbers: () => number[],
  acknowledge: (numbers: readonly number[]) => void,
): Promise<unknown> {
  const write = async (): Promise<void> => {
    for (;;) {
      const numbers = takeNumbers();
      try {
        const response = await fetch(`${otlpUrl}/v1/logs`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: toRequest(numbers),
        });
        if (!response.ok) return;
        await response.arrayBuffer();
        acknowledge(numbers);
      } catch {
        return;
      }
    }
  };
  return Promise.all(Array.from({ length: WRITERS }, write));
}

function readOpeningTime(output: string): number {
  const [, millis] = /store opened in (\d+) ms/.exec(output) ?? [];
  if (millis === undefined) throw new Error(`The product did not say how fast its store opened:\n${output}`);
  return Number(millis);
}

/** R2: `kill -9` of standalone under load; every acknowledged record is at the reader. The time in which the store opens again is reported. */
export async function killStandalone(kills: number): Promise<FaultResult> {
  const acknowledged: number[] = [];
  const openedMillis: number[] = [];
  let taken = 0;
  const takeNumbers = () => Array.from({ length: BATCH }, () => taken++);
  let product: Product = await startProduct({ args: ['--no-demo'] });
  for (let kill = 0; kill < kills; kill++) {
    const before = acknowledged.length;
    const writers = startWriters(product.urls.otlp, takeNumbers, (numbers) => acknowledged.push(...numbers));
    while (acknowledged.length - before < MIN_ACKNOWLEDGED) await delay(5);
    await delay(Math.random() * 150);
    await product.kill();
    await writers;
    product = await startProduct({ args: ['--no-demo'], dataDirectory: product.dataDirectory });
    openedMillis.push(readOpeningTime(product.output()));
  }
  const records = await readAllRecords(product.urls.loki, 'records', '{bot_record_kind="log", bot_id="killed"}');
  await product.stop();
  const { lost, doubled } = compareNumbers(
    acknowledged,
    records.map((record) => (JSON.parse(record.line) as { n: number }).n),
  );
  return {
    row: 'R2',
    what: `${kills} kills of standalone under load`,
    totals: `${acknowledged.length} acknowledged, ${taken - acknowledged.length} unacknowledged, ${records.length} stored, ${lost.length} lost, ${doubled.length} doubled; opened again in ${Math.max(...openedMillis)} ms at most`,
    failures: [
      ...lost.map((n) => `record ${n} was acknowledged and is lost`),
      ...doubled.map((n) => `record ${n} is doubled`),
    ],
  };
}
