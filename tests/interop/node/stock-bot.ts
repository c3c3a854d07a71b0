/** A bot with OpenTelemetry's own Node SDK, set up by its environment variables alone, and nothing of Botscope. */
import { logs, SeverityNumber, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';

const sdk = new NodeSDK();
sdk.start();

const uid = process.argv[2] ?? '';
const place = { 'bot.id': '7', thread_id: uid, 'bot.turn.id': `${uid}-1`, 'bot.turn.index': 1 };

function emit(eventName: string, kind: string, body: unknown, attributes = {}): void {
  logs.getLogger('stock-bot').emit({
    eventName,
    severityNumber: SeverityNumber.INFO,
    body: JSON.stringify(body),
    attributes: { ...place, 'bot.record.kind': kind, ...attributes },
  });
}

const traceId = trace.getTracer('stock-bot').startActiveSpan('turn', { kind: SpanKind.SERVER }, (span) => {
  emit('bot.message.received', 'conversation', { text: 'Hello' });
  emit('bot.step.completed', 'step', { input: {}, output: 'Hi' }, { 'bot.step.index': 1, 'bot.step.name': 'Greet' });
  emit('bot.turn.completed', 'step', { input: 'Hello', output: 'Hi' }, { 'bot.turn.step_count': 1 });
  logs.getLogger('stock-bot').emit({ severityNumber: SeverityNumber.WARN, body: 'slow', attributes: place });
  span.setAttribute('url.full', 'https://shop.example/?token=hidden');
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
  return span.spanContext().traceId;
});
await sdk.shutdown();
console.log(traceId);
