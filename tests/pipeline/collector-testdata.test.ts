import { describe, expect, it } from 'vitest';
import { OUTCOMES, RECORD_KINDS, RETENTION_PINNED, TENANT_OF_KIND, type RecordKind } from '@botscope/conventions';
import { readText } from './read-yaml.ts';

interface Arrival {
  readonly to: string;
  readonly attributes: Readonly<Record<string, string>>;
}
interface Input {
  readonly records: readonly { readonly attributes: Readonly<Record<string, string>> }[];
}

const { records } = JSON.parse(readText('collector/testdata/routing/input.json')) as Input;
const arrivals = JSON.parse(readText('collector/testdata/routing/expected.json')) as Arrival[];
const arrivedAt = (uid: string | undefined): string[] =>
  arrivals.filter(({ attributes }) => attributes['log.record.uid'] === uid).map(({ to }) => to);
const isKind = (text: string | undefined): text is RecordKind => (RECORD_KINDS as readonly unknown[]).includes(text);
const FORWARDED_KINDS: readonly (string | undefined)[] = ['api', 'log', 'alert', 'audit', undefined];

// What arrives is compared with a real Collector by tests/backends; here it is compared with conventions.
describe('collector/testdata/routing', () => {
  it('has every kind with every outcome, pinned and not', () => {
    const combinations = records.map(
      ({ attributes: a }) => `${a['bot.record.kind']} ${a['bot.outcome']} ${a['bot.retention'] ?? ''}`,
    );
    for (const kind of RECORD_KINDS)
      for (const outcome of OUTCOMES)
        for (const retention of ['', RETENTION_PINNED])
          expect(combinations).toContain(`${kind} ${outcome} ${retention}`);
  });

  it.each(records.map(({ attributes }) => [attributes['log.record.uid'], attributes] as const))(
    'record %s is stored in the tenant of its kind, and forwarded where the contract says so',
    (uid, attributes) => {
      const kind = attributes['bot.record.kind'];
      const tenant = isKind(kind) ? TENANT_OF_KIND[kind] : 'bots';
      const forwarded =
        attributes['bot.retention'] !== RETENTION_PINNED &&
        (FORWARDED_KINDS.includes(kind) || attributes['bot.outcome'] === 'error');
      expect(arrivedAt(uid)).toEqual([`loki ${tenant}`, ...(forwarded ? ['sidecar'] : [])]);
    },
  );

  it('sends nothing back that the sidecar wrote', () => {
    const own = JSON.parse(readText('collector/testdata/routing-sidecar/expected.json')) as Arrival[];
    expect(own.map(({ to }) => to)).toEqual(['loki api', 'loki api', 'loki audit', 'loki bots', 'loki bots']);
  });
});
