// A bot: a turn with a step that does work recorded by the application's own telemetry, which does a step in turn.
// talk.mjs <otel|langfuse|sentry> [<file of the set-up>]
const [own, setUp = './telemetry.mjs'] = process.argv.slice(2);
const loaded = await import(setUp);
// What `require` would give stands in `default`.
const { telemetry, stop } = loaded.default ?? loaded;

/** How each vendor's own API records a piece of work. */
const WORK = {
  otel: async (run) => {
    const { trace } = await import('@opentelemetry/api');
    return trace
      .getTracer('app')
      .startActiveSpan('own work', (span) => Promise.resolve(run()).finally(() => span.end()));
  },
  langfuse: async (run) => (await import('@langfuse/tracing')).startActiveObservation('own work', run),
  sentry: async (run) => (await import('@sentry/node')).startSpan({ name: 'own work' }, run),
};

const reply = await telemetry.conversation({ uid: 'c1', channel: 'web' }).turn({ input: 'hi' }, (turn) =>
  turn.step({ id: 'n1', name: 'Outer' }, async () => {
    await WORK[own](async () => turn.step({ id: 'n2', name: 'Inner' }, () => 1));
    return 'bye';
  }),
);
const audit = await telemetry.audit
  .record({
    actor: { name: 'Anna' },
    action: 'UPDATED',
    entity: { type: 'card', id: '41' },
    before: { n: 1 },
    after: { n: 2 },
  })
  .then(
    ({ chain }) => (chain === undefined ? 'unchained' : 'chained'),
    (error) => error.code,
  );
const { notices } = telemetry.stats();
// On a busy machine this takes longer than a program that ends would wait by default.
await telemetry.forceFlush({ timeoutMillis: 120_000 });
await stop();
process.stdout.write(`\n${JSON.stringify({ reply, audit, notices })}\n`);
