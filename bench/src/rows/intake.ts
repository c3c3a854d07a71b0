import type { BackendBenchOptions } from '../bench-options.ts';
import type { IntakeFigures } from '../engines/measure-intake.ts';
import { AUDIT_BATCH, runRounds, type Round, type Rounds } from '../engines/run-rounds.ts';
import { renderFigure, toMedian, type BenchResult } from '../result.ts';

const toRate = ({ records, seconds }: IntakeFigures): number => records / seconds;
const toCpuMillis = (figures: IntakeFigures, process?: string): number =>
  Object.entries(figures.cpuSeconds)
    .filter(([name]) => process === undefined || name === process)
    .reduce((sum, [, seconds]) => sum + (seconds * 1e6) / figures.records, 0);

interface Row {
  readonly row: string;
  readonly what: string;
  readonly unit: string;
  readonly read: (round: Round) => number;
  readonly note?: string;
}

function toResult({ ours, theirs }: Rounds, { row, what, unit, read, note }: Row): BenchResult {
  const [left, right] = [toMedian(ours.map(read)), toMedian(theirs.map(read))];
  return {
    row,
    what,
    ours: `${renderFigure(left)} ${unit}`,
    theirs: `Collector and Loki ${renderFigure(right)} ${unit}`,
    ratio: left / right,
    target: 'none set',
    ...(note === undefined ? {} : { note }),
  };
}

const MEGA = 1e6;

function describeCpu({ theirs }: Rounds, read: (round: Round) => IntakeFigures | undefined): string {
  const of = (name: string) =>
    renderFigure(
      toMedian(
        theirs.map((round) => {
          const figures = read(round);
          return figures === undefined ? Number.NaN : toCpuMillis(figures, name);
        }),
      ),
    );
  return `of theirs ${of('Collector')} ms in the Collector, ${of('Loki')} ms in Loki`;
}

function toShapeRows(rounds: Rounds, name: string): BenchResult[] {
  const rows: Row[] = [
    {
      row: 'P1',
      what: `${name}: from the first request until all are found`,
      unit: 'records/s',
      read: ({ figures }) => toRate(figures),
      note: 'Loki takes 16 MB/s per tenant as it is provisioned; a higher ratio is better',
    },
    {
      row: 'P1',
      what: `${name}: CPU per 1,000`,
      unit: 'ms',
      read: ({ figures }) => toCpuMillis(figures),
      note: describeCpu(rounds, ({ figures }) => figures),
    },
    {
      row: 'B1',
      what: `${name}: on disk each, in files that are finished`,
      unit: 'B',
      read: (round) => round.storedBytesPerRecord,
      note: 'Loki packs many records of one time; standalone keeps them unpacked with five indexes until files are sealed (not built yet)',
    },
  ];
  return rows.map((row) => toResult(rounds, row));
}

function toAuditRows(rounds: Rounds): BenchResult[] {
  const auditOf = ({ audit }: Round): IntakeFigures => {
    if (audit === undefined) throw new Error('No audit records were measured.');
    return audit;
  };
  const what = `audit records, ${AUDIT_BATCH} in a request, acknowledged when stored`;
  return [
    toResult(rounds, {
      row: 'P2',
      what,
      unit: 'records/s',
      read: (round) => toRate(auditOf(round)),
      note: 'a higher ratio is better',
    }),
    toResult(rounds, {
      row: 'P2',
      what: `${what}: p95 of a request`,
      unit: 'ms',
      read: (round) => auditOf(round).requestMillisP95,
    }),
    toResult(rounds, {
      row: 'P2',
      what: `${what}: CPU per 1,000`,
      unit: 'ms',
      read: (round) => toCpuMillis(auditOf(round)),
      note: describeCpu(rounds, ({ audit }) => audit),
    }),
  ];
}

function toStartRows(rounds: Rounds): BenchResult[] {
  const ours = 'standalone: its main process';
  return [
    toResult(rounds, {
      row: 'U1',
      what: 'start until requests are taken and answered, empty directory',
      unit: 'ms',
      read: ({ startMillis }) => startMillis,
      note: ours,
    }),
    toResult(rounds, {
      row: 'U1',
      what: 'memory after the start',
      unit: 'MB',
      read: ({ idleBytes }) => idleBytes / MEGA,
      note: ours,
    }),
    toResult(rounds, {
      row: 'U1',
      what: 'memory after the load of P1',
      unit: 'MB',
      read: ({ loadedBytes }) => loadedBytes / MEGA,
      note: ours,
    }),
  ];
}

const ROUNDS = 3;

/** P1, P2, B1, U1: the same requests straight into standalone and through a real Collector into a real Loki. */
export async function measureIntakes({ backends }: BackendBenchOptions): Promise<BenchResult[]> {
  const steps = await runRounds(backends, 'step', ROUNDS);
  const small = await runRounds(backends, 'small', 1);
  return [
    ...toShapeRows(steps, 'records of 1.3 KB'),
    ...toShapeRows(small, 'records of 0.1 KB'),
    ...toAuditRows(steps),
    ...toStartRows({ ours: [...steps.ours, ...small.ours], theirs: [...steps.theirs, ...small.theirs] }),
  ];
}
