import type { Tenant } from '@botscope/conventions';
import { toLogsRequest, type PlainRecord } from '../../run/otlp-json.ts';
import { MOST_LINE_BYTES } from '../corpus/edge-records.ts';
import { readEntries } from '../engines/read-entries.ts';
import type { Engine, TwoEngines } from '../engines/two-engines.ts';
import { createTally, type Part, type Tally } from '../run-parts.ts';

const HOUR = 3_600_000_000_000n;
const TENANT: Tenant = 'bots';
const TAKEN = 204;
const REFUSED = 400;

interface Intake {
  readonly name: string;
  readonly body: string;
  readonly loki: number;
  /** The same as Loki where absent. */
  readonly standalone?: number;
}

const attributes = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`own.${i}`, 'x']));

/** What is taken and what is refused for good, and where standalone takes more. */
function listIntakes(nowUnixNano: bigint): Intake[] {
  const good: PlainRecord = { timestampUnixNano: nowUnixNano, body: 'good', attributes: {} };
  const long: PlainRecord = { ...good, body: 'x'.repeat(MOST_LINE_BYTES + 1) };
  const of = (...records: readonly PlainRecord[]) => toLogsRequest({ 'service.name': 'intake' }, records);
  const at = (late: bigint) => of({ ...good, timestampUnixNano: nowUnixNano - late });
  return [
    { name: 'a line of one byte too many', body: of(long), loki: REFUSED },
    { name: 'a long line beside a good one', body: of(long, { ...good, body: 'beside' }), loki: REFUSED },
    { name: 'too many attributes', body: of({ ...good, attributes: attributes(130) }), loki: REFUSED },
    { name: 'too long attributes', body: of({ ...good, attributes: { a: 'x'.repeat(66_000) } }), loki: REFUSED },
    { name: 'a record of the day after tomorrow', body: at(-48n * HOUR), loki: REFUSED },
    { name: 'a record of tomorrow', body: at(-25n * HOUR), loki: TAKEN },
    { name: 'a record of 29 days', body: at(29n * 24n * HOUR), loki: TAKEN },
    { name: 'a record of 31 days', body: at(31n * 24n * HOUR), loki: REFUSED, standalone: TAKEN },
    {
      name: 'a name without a letter',
      body: of({ ...good, attributes: { é: 'x' } }),
      loki: REFUSED,
      standalone: TAKEN,
    },
    { name: 'nothing', body: JSON.stringify({ resourceLogs: [] }), loki: 422 },
    { name: 'no JSON', body: '{"resourceLogs":', loki: REFUSED },
  ];
}

async function countBeside(engine: Engine, nowUnixNano: bigint): Promise<number> {
  const parameters = {
    query: '{service_name="intake"} |= "beside"',
    ...{ start: String(nowUnixNano - HOUR), end: String(nowUnixNano + HOUR) },
  };
  return readEntries(await engine.ask({ tenant: TENANT, path: 'query_range', parameters })).length;
}

async function checkIntakes({ loki, standalone }: TwoEngines, nowUnixNano: bigint, tally: Tally): Promise<void> {
  for (const { name, body, ...expected } of listIntakes(nowUnixNano)) {
    const [theirs, ours] = [await loki.push({ tenant: TENANT, body }), await standalone.push({ tenant: TENANT, body })];
    const isSame = theirs.status === expected.loki && ours.status === (expected.standalone ?? expected.loki);
    tally.check(
      name,
      isSame ? undefined : `Loki: ${theirs.status} ${theirs.text}\nstandalone: ${ours.status} ${ours.text}`,
    );
  }
  const stored = await Promise.all([loki, standalone].map((engine) => countBeside(engine, nowUnixNano)));
  tally.check('a good record beside a refused one is stored', stored.join() === '1,1' ? undefined : stored.join());
}

/** What both take and refuse at `/otlp/v1/logs`. The last part: it leaves records behind. */
export function createIntakePart(engines: TwoEngines, nowUnixNano: bigint): Part {
  return {
    name: 'records at and over the limits',
    run: async () => {
      const tally = createTally();
      await checkIntakes(engines, nowUnixNano, tally);
      return tally.count();
    },
  };
}
