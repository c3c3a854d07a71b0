import type { LokiClient } from '../loki/loki-client.ts';
import { LABEL } from '../logql/label-names.ts';
import { buildCountBy } from '../queries/metric-query.ts';
import type { ConversationFilter } from '../filters/conversation-filter.ts';
import type { QueryContext } from '../queries/record-query.ts';
import type { TimeRange } from '../time-range.ts';
import { buildTurnHistogramQuery } from './list-queries.ts';

/** A flow that ran in a range; a bot that names no ids gives names alone, and the other way round. */
export interface SeenFlow {
  readonly id?: string;
  readonly name?: string;
}

/** What filters of conversations can choose from. */
export interface TurnValues {
  /** Sorted. */
  readonly channels: readonly string[];
  /** Each pair of id and name once. */
  readonly flows: readonly SeenFlow[];
}

/** Whose turns are looked at. */
export interface TurnValuesOptions {
  readonly client: LokiClient;
  readonly filter: Pick<ConversationFilter, 'environments' | 'bots'>;
  readonly range: TimeRange;
  readonly context?: QueryContext;
  readonly signal?: AbortSignal;
}

/** Channels and flows of the turns of a range. */
export async function readTurnValues(options: TurnValuesOptions): Promise<TurnValues> {
  const { client, filter, range, context, signal } = options;
  const query = buildTurnHistogramQuery(filter, context);
  const seconds = Math.max(1, Math.ceil(Number(range.endUnixNano - range.startUnixNano) / 1e9));
  const ask = (names: readonly string[]) =>
    client.queryVector({
      area: query.area,
      logql: buildCountBy(query, names, seconds),
      timeUnixNano: range.endUnixNano,
      ...(signal ? { signal } : {}),
    });
  const [channels, flows] = await Promise.all([ask([LABEL.channel]), ask([LABEL.flowId, LABEL.flowName])]);
  return {
    channels: channels.flatMap(({ labels }) => labels[LABEL.channel] || []).sort(),
    flows: flows
      .map(({ labels }) => toSeenFlow(labels))
      .filter(({ id, name }) => id !== undefined || name !== undefined),
  };
}

function toSeenFlow(labels: Readonly<Record<string, string>>): SeenFlow {
  const [id, name] = [labels[LABEL.flowId], labels[LABEL.flowName]];
  return { ...(id ? { id } : {}), ...(name ? { name } : {}) };
}
