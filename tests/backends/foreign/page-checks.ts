import { deepEqual, ok } from 'node:assert/strict';
import type { Check } from '../checks/check.ts';
import { askPages, openStore, type PageAnswers } from './ask-pages.ts';
import { withLoki, WITHOUT_TENANTS, type ForeignLoki } from './start-foreign-loki.ts';
import { pushStory, tellStory } from './story.ts';

const AS_IT_COMES = 'as-it-comes.yaml';

function toNonEmpty(answers: PageAnswers): PageAnswers {
  for (const [name, found] of Object.entries(answers)) ok(found.length > 0, `${name} finds something`);
  return answers;
}

async function indexedIn(url: string, tenant?: string): Promise<readonly string[] | undefined> {
  const { indexedLabels } = await openStore(url, tenant).contexts.of('records');
  return indexedLabels && [...indexedLabels].sort();
}

/** What the pages show of the same stories in the provisioned Loki, which the others are compared with. */
async function askProvisioned(program: string, prefixes: readonly string[]): Promise<PageAnswers> {
  let answers: PageAnswers = {};
  await withLoki(program, {}, async ({ url }) => {
    for (const prefix of prefixes) await pushStory(url, tellStory(prefix));
    answers = toNonEmpty(await askPages(openStore(url), prefixes[0] ?? ''));
  });
  return answers;
}

function checkMetadataMode(program: string): Check {
  return {
    name: 'a Loki as it comes, without tenants: every question of the pages has the answer of the provisioned one',
    run: async () => {
      const expected = await askProvisioned(program, ['a']);
      await withLoki(program, { file: AS_IT_COMES, args: WITHOUT_TENANTS }, async ({ url }) => {
        await pushStory(url, tellStory('a'));
        deepEqual(await indexedIn(url), ['deployment_environment_name', 'service_name']);
        deepEqual(await askPages(openStore(url), 'a'), expected);
      });
    },
  };
}

async function checkMix(loki: ForeignLoki, expected: PageAnswers): Promise<void> {
  await pushStory(loki.url, tellStory('old'));
  await loki.restart({ file: 'with-our-labels.yaml', args: ['-auth.enabled=true'] });
  await pushStory(loki.url, tellStory('new'));
  deepEqual(await indexedIn(loki.url), ['service_name']);
  deepEqual(await askPages(openStore(loki.url), 'old'), expected);
}

function checkMixedStore(program: string): Check {
  return {
    name: 'a Loki that was given our labels later: what was stored before and after is found alike',
    run: async () => {
      const expected = await askProvisioned(program, ['old', 'new']);
      const setup = { file: AS_IT_COMES, args: ['-auth.enabled=true'] };
      await withLoki(program, setup, (loki) => checkMix(loki, expected));
    },
  };
}

function checkEmptyStore(program: string): Check {
  return {
    name: 'an empty Loki, and a tenant that nobody knows: no error, nothing listed; what comes then is found',
    run: () =>
      withLoki(program, { file: AS_IT_COMES, args: ['-auth.enabled=true'] }, async ({ url }) => {
        for (const found of Object.values(await askPages(openStore(url), 'a'))) deepEqual(found, []);
        deepEqual(await indexedIn(url), undefined);
        await pushStory(url, tellStory('a'));
        toNonEmpty(await askPages(openStore(url), 'a'));
        for (const found of Object.values(await askPages(openStore(url, 'nobody'), 'a'))) deepEqual(found, []);
      }),
  };
}

/** What the pages find in Lokis that nobody configured for us. */
export function createPageChecks(program: string): Check[] {
  return [checkMetadataMode(program), checkMixedStore(program), checkEmptyStore(program)];
}
