import { equal, match } from 'node:assert/strict';
import { buildApiCallQueries, collectRecords } from '@botscope/records';
import type { Check } from '../checks/check.ts';
import { nowUnixNano, postOtlp, toLogsRequest } from '../run/otlp-json.ts';
import { openStore } from './ask-pages.ts';
import { withLoki, WITHOUT_TENANTS } from './start-foreign-loki.ts';
import { pushStory, tellStory } from './story.ts';

const HOUR_NANOS = 3_600_000_000_000n;
const DAY_NANOS = 24n * HOUR_NANOS;
const SETUP = { file: 'as-it-comes.yaml', args: WITHOUT_TENANTS };

async function push(url: string, body: string, timestampUnixNano = nowUnixNano()): Promise<readonly [number, string]> {
  const attributes = { 'bot.record.kind': 'api', 'log.record.uid': 'limit' };
  const request = toLogsRequest({ 'service.name': 'limits' }, [{ attributes, body, timestampUnixNano }]);
  const answer = await postOtlp(url, request, '/otlp/v1/logs');
  return [answer.status, await answer.text()];
}

function checkLineSize(program: string): Check {
  return {
    name: 'a Loki as it comes takes lines of 256 KB, and refuses longer ones by name',
    run: () =>
      withLoki(program, SETUP, async ({ url }) => {
        equal((await push(url, 'x'.repeat(262_144)))[0], 204);
        const [status, text] = await push(url, 'x'.repeat(262_145));
        equal(status, 400);
        match(text, /max entry size '262144' bytes exceeded/);
      }),
  };
}

function checkLateRecords(program: string): Check {
  return {
    name: 'a Loki as it comes refuses for good what is an hour older than its stream, or 10 minutes ahead',
    run: () =>
      withLoki(program, SETUP, async ({ url }) => {
        const now = nowUnixNano();
        equal((await push(url, 'now', now))[0], 204);
        equal((await push(url, 'half an hour late', now - HOUR_NANOS / 2n))[0], 204);
        const [late, reason] = await push(url, 'three hours late', now - 3n * HOUR_NANOS);
        equal(late, 400);
        match(reason, /entry too far behind/);
        equal((await push(url, 'an hour ahead', now + HOUR_NANOS))[0], 400);
      }),
  };
}

async function countOfYear(url: string): Promise<number> {
  const { client, contexts } = openStore(url);
  const queries = buildApiCallQueries({}, await contexts.of('api-calls'));
  const range = { startUnixNano: nowUnixNano() - 400n * DAY_NANOS, endUnixNano: nowUnixNano() };
  return (await collectRecords({ client, queries, range })).records.length;
}

function checkLongRanges(program: string): Check {
  const volumes = ['-limits.volume-enabled=false'];
  return {
    name: 'ranges of more than 30 days are asked for in parts, also where volumes are switched off',
    run: () =>
      withLoki(program, SETUP, async (loki) => {
        await pushStory(loki.url, tellStory('a'));
        equal(await countOfYear(loki.url), 12);
        await loki.restart({ ...SETUP, args: [...WITHOUT_TENANTS, ...volumes] });
        const range = `start=${nowUnixNano() - HOUR_NANOS}&end=${nowUnixNano()}`;
        const volume = await fetch(`${loki.url}/loki/api/v1/index/volume_range?query=%7Ba%3D%22b%22%7D&${range}`);
        equal(volume.ok, false, 'volumes are off');
        equal(await countOfYear(loki.url), 12);
      }),
  };
}

/** Limits of a Loki that nobody configured, and what they mean for us. */
export function createLimitChecks(program: string): Check[] {
  return [checkLineSize(program), checkLateRecords(program), checkLongRanges(program)];
}
