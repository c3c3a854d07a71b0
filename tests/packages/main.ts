import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks, type Check } from '../backends/checks/check.ts';
import { TELEMETRY_CJS } from './build/cjs-programs.ts';
import { ensureOldestNode, ensureUnpacked } from './build/ensure-node.ts';
import { packAll, type PackedPackage } from './build/pack.ts';
import { createEmptyProject, createOldProject, createProjectBeside } from './build/projects.ts';
import { run } from './build/run.ts';
import { checkEntries } from './checks/entries.ts';
import { writeGuide, writeOrder } from './checks/guide.ts';
import { checkChained, checkIds, checkNesting, checkRecords, checkSpans, runTalk, type Talk } from './checks/talk.ts';
import { checkFiles, checkImports, checkManifest, checkPeers } from './checks/tarball.ts';
import { checkFrameworkTypes, checkTypes } from './checks/types.ts';

/** Where the checks happen. */
interface Projects {
  readonly esm: string;
  readonly cjs: string;
  readonly langfuse: string;
  readonly sentry: string;
  readonly old: string;
}

const toCheck = (name: string, work: () => unknown): Check => ({ name, run: async () => void (await work()) });

function createPackageChecks(packages: readonly PackedPackage[]): Check[] {
  return packages.flatMap((packed) => [
    toCheck(`${packed.manifest.name}: the tarball has what users need, and nothing else`, () => checkFiles(packed)),
    toCheck(`${packed.manifest.name}: the manifest`, () => checkManifest(packed, packages)),
    toCheck(`${packed.manifest.name}: imports and dependencies are the same`, () => {
      checkImports(packed);
      checkPeers(packed);
    }),
  ]);
}

async function checkTalk(node: string, project: string, args: readonly string[], program?: string): Promise<Talk> {
  const talk = await runTalk(node, project, args, program);
  checkRecords(talk);
  checkChained(talk);
  checkIds(talk);
  return talk;
}

function createLoadChecks(packages: readonly PackedPackage[], { esm, cjs }: Projects, oldest: string): Check[] {
  const nodes = Object.entries({ '22.15': oldest, [process.versions.node]: process.execPath });
  const own = 'own work';
  const checkAlone = async (talk: Talk): Promise<void> => {
    deepEqual(talk.collector.spans.map(({ name }) => name).sort(), [own, 'step step Inner', 'step step Outer', 'turn']);
    checkNesting(talk);
    deepEqual(talk.talked.notices, []);
  };
  return [
    ...nodes.flatMap(([version, node]) => [
      toCheck(`Node ${version}: every entry is imported, without frameworks`, () =>
        checkEntries(node, esm, 'import', packages),
      ),
      toCheck(`Node ${version}: every entry is required, without frameworks`, () =>
        checkEntries(node, cjs, 'require', packages),
      ),
      toCheck(`Node ${version}: a bot runs in an empty ESM project`, async () =>
        checkAlone(await checkTalk(node, esm, ['otel'])),
      ),
      toCheck(`Node ${version}: a bot runs in an empty CommonJS project`, async () => {
        writeFileSync(join(cjs, 'telemetry.cjs'), TELEMETRY_CJS);
        await checkAlone(await checkTalk(node, cjs, ['otel', './telemetry.cjs']));
      }),
    ]),
    ...(['nodenext', 'bundler'] as const).flatMap((way) => [
      toCheck(`TypeScript, ${way}: strict consumers compile, declarations included`, () =>
        checkTypes(esm, way, packages),
      ),
      toCheck(`TypeScript, ${way}: entries for frameworks compile beside them`, () =>
        checkFrameworkTypes(esm, way, packages),
      ),
    ]),
  ];
}

/** The guide's programs, in the orders that it speaks of. */
function createPipelineChecks({ esm }: Projects): Check[] {
  const talk = (telemetry: string, names: readonly string[]) =>
    checkTalk(process.execPath, esm, ['otel', writeOrder(esm, telemetry, names)]);
  const checkAttached = (done: Talk): void => {
    checkSpans(done, { ours: 'theirs' });
    checkNesting(done);
    equal(done.talked.notices.length, 1);
    match(done.talked.notices[0] ?? '', /tracer provider of the application/);
  };
  return [
    toCheck('a NodeSDK started before: one span, one record, one exporter', async () =>
      checkAttached(await talk('attached.mjs', ['sdk.mjs', 'attached.mjs'])),
    ),
    toCheck('a NodeSDK started later: one span, one record, one exporter', async () =>
      checkAttached(await talk('attach-later.mjs', ['attach-later.mjs', 'sdk.mjs'])),
    ),
    toCheck(
      "bare providers, with our record processor: the application's exporter has all spans, the spool all records",
      async () => {
        const done = await checkTalk(process.execPath, esm, ['otel', './own-providers.mjs']);
        deepEqual(done.theirs.spans.map(({ name }) => name).sort(), ['step step Inner', 'step step Outer', 'turn']);
        deepEqual([done.collector.spans, done.talked.notices], [[], []]);
      },
    ),
    toCheck('a second start is refused in words', async () => {
      const program = "import './attached.mjs';\nimport './attach-later.mjs';\n";
      writeFileSync(join(esm, 'twice.mjs'), program);
      const { output, code } = await run(process.execPath, ['twice.mjs'], { cwd: esm });
      ok(code !== 0);
      match(output, /ConfigurationError[^]*called before in this process/);
    }),
  ];
}

function createVendorChecks({ langfuse, sentry }: Projects): Check[] {
  const orders = [
    { word: 'first', sort: (name: string) => [name, 'apart.mjs'] },
    { word: 'last', sort: (name: string) => ['apart.mjs', name] },
  ];
  return orders.flatMap(({ word, sort }) => [
    toCheck(`Langfuse started ${word}: its spans at its server, ours not, one trace`, async () => {
      const order = writeOrder(langfuse, 'apart.mjs', sort('langfuse.mjs'));
      const done = await checkTalk(process.execPath, langfuse, ['langfuse', order]);
      checkSpans(done, { ours: 'collector' });
      checkNesting(done);
      deepEqual(done.talked.notices, []);
    }),
    toCheck(`Sentry started ${word}: its spans at its server, ours not, one trace`, async () => {
      const order = writeOrder(sentry, 'apart.mjs', sort('sentry.mjs'));
      const done = await checkTalk(process.execPath, sentry, ['sentry', order]);
      deepEqual(done.collector.spans.map(({ name }) => name).sort(), ['step step Inner', 'step step Outer', 'turn']);
      deepEqual(
        done.theirs.sentrySpans.map(({ name }) => name),
        ['own work'],
      );
      deepEqual(done.theirs.sentrySpans[0]?.traceId, done.collector.spans[0]?.traceId);
    }),
  ]);
}

function createOldChecks({ langfuse, old }: Projects): Check[] {
  return [
    toCheck('a provider of OpenTelemetry 2 registered before: attached to, spans at its exporter', async () => {
      const order = writeOrder(langfuse, 'attached.mjs', ['langfuse.mjs', 'attached.mjs']);
      const done = await checkTalk(process.execPath, langfuse, ['otel', order]);
      deepEqual(done.collector.spans, []);
      ok(done.theirs.spans.some(({ name }) => name === 'turn'));
      equal(done.talked.notices.length, 1);
    }),
    toCheck(
      'a provider registered through an older copy of the API: complete records, spans apart, said in words',
      async () => {
        const api = await ensureUnpacked('@opentelemetry/api', '1.9.0');
        const text = `import { trace } from '${api}/build/src/index.js';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
trace.setGlobalTracerProvider(new BasicTracerProvider());
export const stop = async () => {};
`;
        writeFileSync(join(langfuse, 'older-copy.mjs'), text);
        const order = writeOrder(langfuse, 'attached.mjs', ['older-copy.mjs', 'attached.mjs']);
        const done = await checkTalk(process.execPath, langfuse, ['otel', order]);
        deepEqual(done.collector.spans.map(({ name }) => name).sort(), ['step step Inner', 'step step Outer', 'turn']);
        match(done.talked.notices.join(), /another copy of @opentelemetry\/api, version 1\.9\.0/);
      },
    ),
    toCheck('nothing but an older API: the first door says what is needed', async () => {
      const program = "import { createBotTelemetry } from '@botscope/instrumentation';\ncreateBotTelemetry();\n";
      writeFileSync(join(old, 'first-door.mjs'), program);
      const { output, code } = await run(process.execPath, ['first-door.mjs'], { cwd: old });
      ok(code !== 0);
      match(output, /ConfigurationError[^]*loggerProvider is missing[^]*older than 1\.10/);
    }),
  ];
}

async function createProjects(directory: string, packages: readonly PackedPackage[]): Promise<Projects> {
  const at = (name: string): string => join(directory, name);
  const [esm, cjs] = await Promise.all([
    createEmptyProject(at('esm'), 'module', packages),
    createEmptyProject(at('cjs'), 'commonjs', packages),
  ]);
  const [langfuse, sentry, old] = await Promise.all([
    createProjectBeside(at('langfuse'), 'langfuse', packages),
    createProjectBeside(at('sentry'), 'sentry', packages),
    createOldProject(at('old'), esm),
  ]);
  for (const project of [esm, langfuse, sentry]) writeGuide(project);
  return { esm, cjs, langfuse, sentry, old };
}

/** Ends with "N passed, N failed"; arguments choose the checks whose names contain one of them. */
async function main(directory: string): Promise<boolean> {
  const started = Date.now();
  const packages = await packAll(directory);
  console.log(`${packages.length} packages built and packed (${Date.now() - started} ms)`);
  const oldest = await ensureOldestNode();
  const projects = await createProjects(join(directory, 'projects'), packages);
  console.log(`projects installed (${Date.now() - started} ms)`);
  const wanted = process.argv.slice(2);
  const checks = [
    ...createPackageChecks(packages),
    ...createLoadChecks(packages, projects, oldest),
    ...createPipelineChecks(projects),
    ...createVendorChecks(projects),
    ...createOldChecks(projects),
  ].filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const { passed, failed } = await runChecks(checks);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

const directory = mkdtempSync(join(tmpdir(), 'botscope-packages-'));
const succeeded = await main(directory)
  .catch((error: unknown) => {
    console.log(`FAILED to start: ${error instanceof Error ? error.message : String(error)}\n0 passed, 1 failed`);
    return false;
  })
  .finally(() => rmSync(directory, { recursive: true, force: true }));
process.exit(succeeded ? 0 : 1);
