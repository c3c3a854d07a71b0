import { labelsOf, listOf, membersOf, rangeOf, tagsOf } from './narrow-context.ts';
import { buildTurnPath, readFrom } from './turn-address.ts';

/** Fields of a result that carry attributes: of log lines, of spans. */
const LABELS = 'labels';
const SPAN_TAGS = 'tags';
const SERVICE_TAGS = 'serviceTags';

const MOST_ROWS = 1000;

/** Path from Explore to the turn of the first row in the results that names a conversation. */
export function buildPathOfResults(context: unknown): string | undefined {
  const data = membersOf(membersOf(context)['data']);
  const seen = rangeOf(data['timeRange']);
  for (const frame of listOf(data['series'])) {
    for (const attributes of readRows(frame)) {
      const path = buildTurnPath(readFrom(attributes), seen);
      if (path !== undefined) return path;
    }
  }
  return undefined;
}

function* readRows(frame: unknown): Generator<ReadonlyMap<string, string>> {
  const { fields, length } = membersOf(frame);
  const named = new Map(listOf(fields).map((field) => [membersOf(field)['name'], listOf(membersOf(field)['values'])]));
  const count = Math.min(typeof length === 'number' ? length : 0, MOST_ROWS);
  for (let row = 0; row < count; row += 1) {
    const at = (name: string) => named.get(name)?.[row];
    yield new Map([...labelsOf(at(LABELS)), ...tagsOf(at(SERVICE_TAGS), at(SPAN_TAGS))]);
  }
}
