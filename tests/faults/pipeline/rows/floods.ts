import { setTimeout as delay } from 'node:timers/promises';
import type { RecordKind } from '@botscope/conventions';
import type { Backends } from '../../../backends/build/ensure-backends.ts';
import { startRealPipeline, type RealPipeline } from '../../../backends/run/real-pipeline.ts';
import type { FaultResult } from '../../fault-result.ts';
import { compareWriters } from '../compare-writers.ts';
import { startNumberedWriters, type NumberedWriters, type WriterOptions } from '../numbered-writers.ts';

/** More than a Collector of a smaller configuration can take. */
export interface FloodRow {
  readonly row: string;
  readonly what: string;
  /** File in `variants/`, used after `collector/config.yaml`. */
  readonly variant: string;
  readonly kinds: readonly RecordKind[];
  /** Per kind. */
  readonly load: Pick<WriterOptions, 'writers' | 'batch' | 'pauseMillis' | 'paddingLength'>;
  /** Whether Loki is down during the flood. */
  readonly withoutLoki: boolean;
  readonly floodMillis: number;
  /** How the sender hears that it has to come again. */
  readonly refusal: '429' | '503';
}

async function flood(pipeline: RealPipeline, row: FloodRow): Promise<NumberedWriters[]> {
  if (row.withoutLoki) await pipeline.stopLoki();
  const writers = row.kinds.map((kind) =>
    startNumberedWriters({ ...row.load, url: () => pipeline.collectorUrl(), kind, serviceName: 'flooding-bot' }),
  );
  await delay(row.floodMillis);
  if (row.withoutLoki) await pipeline.startLoki();
  await Promise.all(writers.map((writer) => writer.finish()));
  return writers;
}

/** Sends more than fits: what does not is refused to its sender and sent again; nothing that was acknowledged is lost. */
export async function floodCollector(backends: Backends, row: FloodRow): Promise<FaultResult> {
  const collectorFiles = ['config.yaml', `../tests/faults/pipeline/variants/${row.variant}`];
  const pipeline = await startRealPipeline(backends, { collectorFiles });
  try {
    const writers = await flood(pipeline, row);
    const found = await Promise.all(writers.map((writer) => compareWriters(pipeline.lokiUrl, writer)));
    const failures = writers.flatMap(({ kind, refusals }) => [
      ...(refusals[row.refusal] ? [] : [`no request with ${kind} records was refused with ${row.refusal}`]),
      ...Object.keys(refusals)
        .filter((answer) => answer !== row.refusal)
        .map((answer) => `${kind} records were also answered ${answer}`),
    ]);
    const refused = writers.map(({ kind, refusals }) => `${kind} ${JSON.stringify(refusals)}`).join(', ');
    return {
      row: row.row,
      what: row.what,
      totals: [...found.map(({ totals }) => totals), `refused: ${refused}`].join('; '),
      failures: [...failures, ...found.flatMap((comparison) => comparison.failures)],
    };
  } finally {
    await pipeline.close();
  }
}
