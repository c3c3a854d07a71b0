import { describe, expect, it } from 'vitest';
import { readYaml } from './read-yaml.ts';

interface DataSource {
  readonly uid: string;
  readonly type: string;
  readonly url: string;
  readonly editable: boolean;
  readonly jsonData: {
    readonly httpHeaderName1: string;
    readonly derivedFields?: readonly { readonly datasourceUid: string; readonly matcherRegex: string }[];
    readonly tracesToLogsV2?: { readonly datasourceUid: string; readonly query: string };
  };
  readonly secureJsonData: { readonly httpHeaderValue1: string };
}

const { datasources } = readYaml<{ datasources: readonly DataSource[] }>('provisioning/grafana/datasources.yaml');
const byType = (type: string): DataSource | undefined => datasources.find((source) => source.type === type);

describe('provisioning/grafana/datasources.yaml', () => {
  it('has one data source for records and one for traces, with fixed uids', () => {
    expect(datasources.map(({ uid, type }) => [uid, type])).toEqual([
      ['botscope-loki', 'loki'],
      ['botscope-tempo', 'tempo'],
    ]);
  });

  it('leads both to the gateway’s read-only listener, with its token, for nobody to change', () => {
    for (const { url, jsonData, secureJsonData, editable } of datasources) {
      expect(url).toBe('$BOTSCOPE_GATEWAY_READ_URL');
      expect(jsonData.httpHeaderName1).toBe('Authorization');
      expect(secureJsonData.httpHeaderValue1).toBe('Bearer $BOTSCOPE_READ_TOKEN');
      expect(editable).toBe(false);
    }
  });

  it('names no tenant: the gateway’s listener sets the one that may be read', () => {
    expect(JSON.stringify(datasources)).not.toMatch(/orgid/i);
  });

  it('links records to traces and traces to records', () => {
    expect(byType('loki')?.jsonData.derivedFields).toMatchObject([
      { datasourceUid: 'botscope-tempo', matcherRegex: 'trace_id' },
    ]);
    expect(byType('tempo')?.jsonData.tracesToLogsV2).toMatchObject({
      datasourceUid: 'botscope-loki',
      query: '{$${__tags}} | trace_id="$${__trace.traceId}"',
    });
  });
});
