import { ATTR_STEP_INDEX } from '@botscope/conventions';
import { listOf, membersOf, tagsOf } from './narrow-context.ts';
import { buildTurnPath, readFrom } from './turn-address.ts';

const MICROS_PER_MILLI = 1000;

/** A trace's times are microseconds. */
function toMillis(micros: unknown): number | undefined {
  return typeof micros === 'number' && micros > 0 ? Math.trunc(micros / MICROS_PER_MILLI) : undefined;
}

/** Path from the trace view's header to the turn that the trace is: its first span that names a conversation tells which. */
export function buildPathOfTrace(context: unknown): string | undefined {
  const { spans, startTime, endTime } = membersOf(context);
  const from = toMillis(startTime);
  const to = toMillis(endTime);
  const seen = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  for (const span of listOf(spans)) {
    const { tags, process } = membersOf(span);
    const read = readFrom(tagsOf(membersOf(process)['tags'], tags));
    // The trace as a whole is the turn; a step of it is one span's matter.
    const path = buildTurnPath((name) => (name === ATTR_STEP_INDEX ? undefined : read(name)), seen);
    if (path !== undefined) return path;
  }
  return undefined;
}
