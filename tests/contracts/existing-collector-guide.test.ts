import { CONVERSATION_ID_ALIASES, RECORD_KINDS } from '@botscope/conventions';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { readText, readYaml } from '../pipeline/read-yaml.ts';

const guide = readText('docs/guides/your-existing-collector.md');
const blockOf = (language: string, text = guide): string =>
  new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(text)?.[1] ?? '';

/** The exporter alone: its address differs from place to place. */
function exporterOf(text: string): unknown {
  const { exporters } = parse(text) as { exporters: Record<string, Record<string, unknown>> };
  const { endpoint, ...rest } = exporters['otlp_http/botscope'] ?? {};
  expect(endpoint).toBeTypeOf('string');
  return rest;
}

describe('docs/guides/your-existing-collector.md', () => {
  it('shows the program that check:interop runs', () => {
    expect(blockOf('python')).toBe(readText('tests/interop/python/first_conversation.py'));
  });

  it('shows the exporter that agent.yaml has and the Collector page shows', () => {
    const { exporters } = readYaml<{ exporters: Record<string, { endpoint: string }> }>('collector/agent.yaml');
    const { endpoint: _, ...agent } = exporters['otlp_http/botscope'] ?? { endpoint: '' };
    expect(exporterOf(blockOf('yaml'))).toEqual(agent);
    expect(blockOf('yaml', readText('collector/README.md'))).toBe(blockOf('yaml'));
  });

  it('names every kind, and every name of the conversation in its order', () => {
    const rows = guide.split('\n').filter((line) => line.startsWith('| its '));
    expect(rows[0]).toContain(RECORD_KINDS.map((kind) => `\`${kind}\``).join(', '));
    const named = [...(rows[2] ?? '').matchAll(/`([a-z_.]+)`/g)].map(([, name]) => name);
    expect(named).toEqual(['gen_ai.conversation.id', ...CONVERSATION_ID_ALIASES]);
  });
});
