import type { Tenant } from '@botscope/conventions';
import { toLogsRequest, type PlainRecord, type PlainValue } from '../../run/otlp-json.ts';

/** A record with where it goes. */
export interface CorpusRecord {
  readonly tenant: Tenant;
  readonly resource: Readonly<Record<string, PlainValue>>;
  readonly record: PlainRecord;
}

/** One request to `/otlp/v1/logs`. */
export interface PushRequest {
  readonly tenant: Tenant;
  /** OTLP/JSON. */
  readonly body: string;
}

/** Attributes of which some may be left out. */
export type Attributes = Readonly<Record<string, PlainValue | undefined>>;

/** The attributes that are there. */
export function withoutAbsent(attributes: Attributes): Record<string, PlainValue> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

const MOST_IN_ONE_REQUEST = 1000;
const MOST_CHARACTERS = 2_000_000;

/** Records of one tenant and resource go together, as many as a request should hold. */
export function toPushRequests(corpus: readonly CorpusRecord[]): PushRequest[] {
  const groups = Map.groupBy(corpus, ({ tenant, resource }) => JSON.stringify([tenant, resource]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { tenant, resource } = first;
    return toPortions(group).map((portion) => ({
      tenant,
      body: toLogsRequest(
        resource,
        portion.map(({ record }) => record),
      ),
    }));
  });
}

function toPortions(records: readonly CorpusRecord[]): CorpusRecord[][] {
  const portions: CorpusRecord[][] = [];
  let characters = Infinity;
  for (const one of records) {
    const added = one.record.body?.length ?? 0;
    const last = portions.at(-1);
    if (last === undefined || last.length >= MOST_IN_ONE_REQUEST || characters + added > MOST_CHARACTERS) {
      portions.push([one]);
      characters = added;
    } else {
      last.push(one);
      characters += added;
    }
  }
  return portions;
}
