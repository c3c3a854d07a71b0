import type { Turn } from '@botscope/records';
import { Text } from '@grafana/ui';
import { JsonView } from '../../../components/JsonView.tsx';
import { SafeText } from '../../../components/SafeText.tsx';
import { toCaptureNote } from '../capture-note.ts';
import { readExact } from '../read-exact.ts';

/** What the events of a turn brought: name, source, correlation id, payload. Nothing where no event came. */
export function EventPayload({ turn }: { readonly turn: Turn }) {
  return turn.receivedEvents.map((event) => {
    const { uid, eventName = 'event', source, correlationId, body, captureOmitted = [], line, environment } = event;
    const origin = [source && `from ${source}`, correlationId && `correlation ${correlationId}`].filter(Boolean);
    return (
      <section key={uid} aria-label="Received event">
        <Text element="h3" variant="h6">
          Received <SafeText text={[eventName, ...origin].join(' · ')} />
        </Text>
        {captureOmitted.length > 0 ? (
          <p>{toCaptureNote(captureOmitted, environment).replace(/^Input and output/, 'Payload')}.</p>
        ) : (
          <JsonView value={readExact(line, 'payload') ?? body?.payload ?? null} label="Payload of the event" />
        )}
      </section>
    );
  });
}
