import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OtlpLogRecord } from '@botscope/otlp';
import { runWell } from '../build/run.ts';
import { Sink } from '../build/sink.ts';

/** What the bot said at its end. */
export interface Talked {
  readonly reply: string;
  /** `chained`, `unchained` or the code with which it was refused. */
  readonly audit: string;
  readonly notices: readonly string[];
}

/** A talk and what arrived of it where. */
export interface Talk {
  readonly talked: Talked;
  /** Behind our own exporters. */
  readonly collector: Sink;
  /** Behind those of the application or of another vendor. */
  readonly theirs: Sink;
}

/** Runs `talk.mjs` with a set-up; both sinks have stopped when this resolves. */
export async function runTalk(
  node: string,
  project: string,
  args: readonly string[],
  program = 'talk.mjs',
): Promise<Talk> {
  const [collector, theirs] = [await new Sink().start(), await new Sink().start()];
  const spool = mkdtempSync(join(tmpdir(), 'botscope-packages-'));
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    TRACES_URL: `${theirs.url}/v1/traces`,
    BOTSCOPE_SPOOL_DIR: spool,
    LANGFUSE_BASE_URL: theirs.url,
    LANGFUSE_PUBLIC_KEY: 'pk-lf-test',
    LANGFUSE_SECRET_KEY: 'sk-lf-test',
    SENTRY_DSN: `http://key@127.0.0.1:${theirs.port}/1`,
  };
  try {
    const output = await runWell(node, [program, ...args], { cwd: project, env });
    const talked = JSON.parse(output.match(/^\{"reply".*\}$/m)?.[0] ?? '{}') as Talked;
    equal(talked.reply, 'bye');
    return { talked, collector, theirs };
  } finally {
    await Promise.all([collector.stop(), theirs.stop()]);
    rmSync(spool, { recursive: true, force: true });
  }
}

const EVENTS = ['bot.conversation.started', 'bot.message.received', 'bot.message.sent', 'bot.turn.completed'];

/** All records of the talk are there, each once. */
export function checkRecords({ collector }: Talk): void {
  for (const event of EVENTS) equal(ofEvent(collector, event).length, 1, `records ${event}`);
  const steps = ofEvent(collector, 'bot.step.completed').map(({ attributes }) => attributes['bot.step.name']);
  deepEqual([...steps].sort(), ['Inner', 'Outer']);
  const uids = collector.records.map(({ attributes }) => attributes['log.record.uid']);
  equal(new Set(uids).size, uids.length, 'records that came twice');
}

/** The audit change is there once, with its place in the chain. */
export function checkChained({ talked, collector }: Talk): void {
  equal(talked.audit, 'chained');
  const [change, ...more] = ofEvent(collector, 'bot.audit.change');
  equal(more.length, 0, 'further audit records');
  match((change?.attributes['bot.audit.chain.hash'] ?? '') as string, /^[0-9a-f]{64}$/);
}

function ofEvent(collector: Sink, event: string): OtlpLogRecord[] {
  return collector.records.filter((record) => record.eventName === event);
}

const OUR_SPANS = ['step step Inner', 'step step Outer', 'turn'];

/** Which sink has our spans, each once, and which has the application's own one; the other one has none of them. */
export function checkSpans({ collector, theirs }: Talk, where: { readonly ours: 'collector' | 'theirs' }): void {
  const names = (sink: Sink): string[] => sink.spans.map(({ name }) => name).sort();
  if (where.ours === 'collector') {
    deepEqual(names(collector), OUR_SPANS, 'spans at the Collector');
    deepEqual(names(theirs), ['own work'], "spans at the application's exporter");
  } else {
    deepEqual(names(collector), [], 'spans at the Collector');
    deepEqual(names(theirs), ['own work', ...OUR_SPANS], "spans at the application's exporter");
  }
}

/** The application's span lies below our outer step and above our inner one, in one trace. */
export function checkNesting({ collector, theirs }: Talk): void {
  const spans = [...collector.spans, ...theirs.spans];
  const find = (name: string) => spans.find((span) => span.name === name);
  const [outer, own, inner] = [find('step step Outer'), find('own work'), find('step step Inner')];
  equal(own?.parentSpanId, outer?.spanId, 'parent of the own span');
  equal(inner?.parentSpanId, own?.spanId, 'parent of the inner step');
  equal(new Set(spans.map(({ traceId }) => traceId)).size, 1, 'traces');
}

/** The turn's record has the id of the span that was exported. */
export function checkIds({ collector, theirs }: Talk): void {
  const span = [...collector.spans, ...theirs.spans].find(({ name }) => name === 'turn');
  equal(ofEvent(collector, 'bot.turn.completed')[0]?.spanId, span?.spanId, "span of the turn's record");
}
