import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CallMeasurement } from '../measure-calls.ts';
import { renderFigure, toMedian, type BenchResult } from '../result.ts';
import { runProgram } from '../run-program.ts';
import { startSink } from '../sink.ts';

const CALLS = 10_000;
const ROUNDS = 5;

type Maker = 'plain' | 'opentelemetry' | 'botscope';
const MAKERS: readonly Maker[] = ['plain', 'opentelemetry', 'botscope'];

/** Cost of a captured call in interleaved rounds, each maker in a process of its own, the server in another. */
export async function measureCallCost(): Promise<BenchResult[]> {
  const server = fork(fileURLToPath(new URL('../programs/call-server.ts', import.meta.url)));
  const [{ url }] = (await once(server, 'message')) as [{ readonly url: string }];
  const sink = await startSink();
  const rounds: Record<Maker, CallMeasurement>[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measureRound([url, sink.url, String(CALLS)]));
  sink.close();
  server.kill();
  const median = (maker: Maker, figure: keyof CallMeasurement) => toMedian(rounds.map((round) => round[maker][figure]));
  const added = (maker: Maker) => median(maker, 'cpuMicros') - median('plain', 'cpuMicros');
  const tellLoop = (maker: Maker) => `${renderFigure(median(maker, 'loopP99Micros') / 1_000)} ms`;
  const note = `event loop p99, the timer's own millisecond included: ours ${tellLoop('botscope')}, OTel ${tellLoop('opentelemetry')}, alone ${tellLoop('plain')}`;
  return [
    {
      row: 'C1',
      what: 'a call with fetch, 0.5 KB each way, recorded with headers and bodies; CPU with delivery',
      ours: `${renderFigure(median('botscope', 'cpuMicros'))} µs`,
      theirs: `undici alone ${renderFigure(median('plain', 'cpuMicros'))} µs`,
      ratio: median('botscope', 'cpuMicros') / median('plain', 'cpuMicros'),
      target: 'measured',
      note,
    },
    {
      row: 'C1',
      what: 'what recording adds to it: ours a record with content and a span, theirs a span',
      ours: `${renderFigure(added('botscope'))} µs`,
      theirs: `OTel's undici instrumentation ${renderFigure(added('opentelemetry'))} µs`,
      ratio: added('botscope') / added('opentelemetry'),
      target: 'measured',
    },
  ];
}

async function measureRound(args: readonly string[]): Promise<Record<Maker, CallMeasurement>> {
  const measured: Partial<Record<Maker, CallMeasurement>> = {};
  for (const maker of MAKERS) measured[maker] = await runProgram<CallMeasurement>(`calls-${maker}`, args);
  return measured as Record<Maker, CallMeasurement>;
}
