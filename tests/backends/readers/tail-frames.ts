import { deepEqual, equal } from 'node:assert/strict';
import { HEADER_LOKI_ENCODING_FLAGS, HEADER_TENANT, type Tenant } from '@botscope/conventions';
import { WebSocket } from 'ws';
import { waitUntil } from '../run/wait-until.ts';

/** How a store is tailed. */
export interface TailQuestion {
  readonly tenant: Tenant;
  readonly parameters: Readonly<Record<string, string>>;
  readonly categorized: boolean;
}

/** An entry of a message: its labels in order, and its value. */
export type TailedEntry = readonly [labels: string, value: readonly unknown[]];

interface Frame {
  readonly streams: readonly { readonly stream: Record<string, string>; readonly values: readonly unknown[][] }[];
  readonly encodingFlags?: readonly string[];
}

const sortKeys = (value: object): string => JSON.stringify(Object.entries(value).sort());

function toEntries({ streams }: Frame): readonly TailedEntry[] {
  return streams.flatMap(({ stream, values }) =>
    values.map(([time, line, details]): TailedEntry => [
      sortKeys(stream),
      [time, line, ...Object.entries(details ?? {}).map(([name, labels]) => [name, sortKeys(labels as object)])],
    ]),
  );
}

function connect(url: string, { tenant, parameters, categorized }: TailQuestion): WebSocket {
  const search = new URLSearchParams(parameters).toString();
  return new WebSocket(`${url.replace(/^http/, 'ws')}/loki/api/v1/tail?${search}`, {
    headers: {
      [HEADER_TENANT]: tenant,
      ...(categorized ? { [HEADER_LOKI_ENCODING_FLAGS]: 'categorize-labels' } : {}),
    },
  });
}

/** A tail that is open. */
export interface OpenTail {
  readonly entries: readonly TailedEntry[];
  readonly flags: ReadonlySet<string>;
  /** Resolves once so many entries have come. */
  until(count: number): Promise<unknown>;
  close(): void;
}

/** Opens a tail. */
export async function openTail(url: string, question: TailQuestion): Promise<OpenTail> {
  const socket = connect(url, question);
  const entries: TailedEntry[] = [];
  const flags = new Set<string>();
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Frame;
    entries.push(...toEntries(frame));
    flags.add(String(frame.encodingFlags));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    entries,
    flags,
    until: (count) =>
      waitUntil(`${count} entries of a tail of ${url}`, () => (entries.length >= count ? true : undefined)),
    close: () => socket.terminate(),
  };
}

/** Status and first words of the answer to a tail that is refused; 101 when it is opened. */
export function askForTail(
  url: string,
  question: TailQuestion,
): Promise<readonly [status: number | undefined, words: string]> {
  const socket = connect(url, question);
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.terminate();
      resolve([101, '']);
    });
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => resolve([response.statusCode, text.split(/\s/).slice(0, 2).join(' ')]));
    });
  });
}

/** Two tails that have said the same. Throws where they have not. */
export function compareTails(loki: OpenTail, standalone: OpenTail): void {
  equal(standalone.entries.length, loki.entries.length);
  deepEqual(standalone.entries, loki.entries);
  deepEqual(standalone.flags, loki.flags);
}
