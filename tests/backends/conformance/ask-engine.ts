import { HEADER_LOKI_ENCODING_FLAGS, HEADER_TENANT, type Tenant } from '@botscope/conventions';

/** A log entry as an engine gives it. */
export interface EngineEntry {
  readonly timestampUnixNano: bigint;
  readonly line: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An engine's answer: status, and the text of the body. */
export interface EngineAnswer {
  readonly status: number;
  readonly text: string;
}

interface Stream {
  readonly stream: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [string, string, { readonly structuredMetadata?: Record<string, string> }?])[];
}

/** Where Loki keeps late records apart; readers never see it. */
const TIME_SHARD = '__time_shard__';

/** Asks the Loki API of one of the engines. */
export async function askEngine(
  url: string,
  tenant: Tenant,
  path: string,
  parameters: Readonly<Record<string, string>>,
): Promise<EngineAnswer> {
  const answer = await fetch(`${url}/loki/api/v1/${path}`, {
    method: 'POST',
    headers: { [HEADER_TENANT]: tenant, [HEADER_LOKI_ENCODING_FLAGS]: 'categorize-labels' },
    body: new URLSearchParams(parameters),
  });
  return { status: answer.status, text: await answer.text() };
}

const withoutTimeShard = (labels: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => name !== TIME_SHARD));

/** The entries in an answer, in one order: newest first, then by uid. Throws for an answer other than 200. */
export function readEntries({ status, text }: EngineAnswer): EngineEntry[] {
  if (status !== 200) throw new Error(`${status}: ${text}`);
  const { data } = JSON.parse(text) as { readonly data: { readonly result: readonly Stream[] } };
  const entries = data.result.flatMap(({ stream, values }) =>
    values.map(([time, line, details]) => ({
      timestampUnixNano: BigInt(time),
      line,
      labels: withoutTimeShard(stream),
      metadata: details?.structuredMetadata ?? {},
    })),
  );
  const uidOf = (entry: EngineEntry): string => entry.metadata['log_record_uid'] ?? '';
  return entries.sort((a, b) => Number(b.timestampUnixNano - a.timestampUnixNano) || (uidOf(a) < uidOf(b) ? -1 : 1));
}
