import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RecordKind } from '@botscope/conventions';
import type { Backends } from '../../../backends/build/ensure-backends.ts';
import { startRealPipeline, type RealPipeline } from '../../../backends/run/real-pipeline.ts';
import type { FaultResult } from '../../fault-result.ts';
import { withDirectory } from '../../with-directory.ts';
import { compareWriters } from '../compare-writers.ts';
import { startNumberedWriters, type NumberedWriters, type WriterOptions } from '../numbered-writers.ts';

/** More than a Collector of a smaller configuration can take. */
export interface FloodRow {
  readonly row: string;
  readonly what: string;
  /** File in `variants/`, used after `collector/config.yaml`. */
  readonly variant?: string;
  /** The Collector may write no file larger than this, as if its disk were full. */
  readonly largestFileKibibytes?: number;
  readonly kinds: readonly RecordKind[];
  /** Per kind. */
  readonly load: Pick<WriterOptions, 'writers' | 'batch' | 'pauseMillis' | 'paddingLength'>;
  /** Whether Loki is down during the flood. */
  readonly withoutLoki: boolean;
  readonly floodMillis: number;
  /** How the sender hears that it has to come again. */
  readonly refusal: '429' | '503';
}

/** A program that runs another one with a limit for the size of files. */
function limitFiles(program: string, directory: string, kibibytes: number): string {
  const path = join(directory, 'limited');
  const blocksOf512Bytes = kibibytes * 2;
  writeFileSync(path, `#!/bin/sh\nulimit -f ${blocksOf512Bytes}\nexec '${program}' "$@"\n`, { mode: 0o755 });
  return path;
}

function startSmaller(backends: Backends, { variant, largestFileKibibytes }: FloodRow, directory: string) {
  const collector =
    largestFileKibibytes === undefined
      ? backends.collector
      : limitFiles(backends.collector, directory, largestFileKibibytes);
  const more = variant === undefined ? [] : [`../tests/faults/pipeline/variants/${variant}`];
  return startRealPipeline({ ...backends, collector }, { collectorFiles: ['config.yaml', ...more] });
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
export function floodCollector(backends: Backends, row: FloodRow): Promise<FaultResult> {
  return withDirectory('flood', async (directory) => {
    const pipeline = await startSmaller(backends, row, directory);
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
  });
}
