import { deepEqual, equal, match } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMPOSE_SECRETS } from '../../../docker/complete-env.ts';
import { ensureComposeLoader } from '../build/ensure-backends.ts';
import type { Check } from './check.ts';

/** A compose file as Docker sees it: variables filled in, short forms written out. */
interface Project {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly build?: { readonly context: string; readonly dockerfile: string };
        readonly environment: Readonly<Record<string, string | null>>;
        readonly volumes?: readonly { readonly type: string; readonly source: string; readonly read_only?: boolean }[];
      }
    >
  >;
}
interface Loaded {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

const COMPOSE_FILE = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url));
const SECRETS = Object.fromEntries(COMPOSE_SECRETS.map(({ name }) => [name, `value of ${name}`]));

async function load(file: string, environment: Readonly<Record<string, string>>): Promise<Loaded> {
  const program = await ensureComposeLoader();
  const { status, stdout, stderr } = spawnSync(program, [file], { env: environment, encoding: 'utf8' });
  return { status, output: stdout, errors: stderr };
}

/** Loads the file with one text in it replaced, from a directory of its own. */
async function loadChanged(text: string, replacement: string): Promise<Loaded> {
  const directory = mkdtempSync(join(tmpdir(), 'botscope-compose-'));
  try {
    const source = readFileSync(COMPOSE_FILE, 'utf8');
    equal(source.includes(text), true, `docker-compose.yml has no ${text}`);
    writeFileSync(join(directory, 'docker-compose.yml'), source.replace(text, replacement));
    return await load(join(directory, 'docker-compose.yml'), SECRETS);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function checkProject(): Promise<void> {
  const { status, output, errors } = await load(COMPOSE_FILE, SECRETS);
  equal(errors, '');
  equal(status, 0);
  const { services } = JSON.parse(output) as Project;
  for (const [name, { build, environment, volumes = [] }] of Object.entries(services)) {
    const unset = Object.entries(environment).filter(([, value]) => value === null || value === '');
    deepEqual(unset, [], `${name} has variables without a value`);
    const files = volumes.filter(({ type }) => type === 'bind');
    for (const { source, read_only } of files)
      deepEqual([source, existsSync(source), read_only], [source, true, true], `${name} mounts ${source}`);
    if (build !== undefined) equal(existsSync(join(build.context, build.dockerfile)), true, build.dockerfile);
  }
  equal(dirname(COMPOSE_FILE), services['bot']?.build?.context);
}

async function checkMissingSecrets(): Promise<void> {
  const { status, errors } = await load(COMPOSE_FILE, {});
  equal(status, 1);
  for (const { name } of COMPOSE_SECRETS) match(errors, new RegExp(`${name} is missing a value: run npm run make-env`));
}

/** Mistakes of the kinds that one makes, and what the loader says about them. */
const MISTAKES = [
  ['a key that is misspelt', 'pids_limit: 256', 'pid_limit: 256', /pid_limit/],
  ['a network that does not exist', 'networks: [people]', 'networks: [peoples]', /undefined network/],
  ['a secret that does not exist', 'secrets: [audit-key]', 'secrets: [audit-keys]', /undefined secret/],
  ['a dependency in a circle', 'networks: [storage]\n', 'networks: [storage]\n    depends_on: [collector]\n', /cycle/],
] as const;

/** Loads docker-compose.yml with Docker Compose's own loader; needs no Docker. */
export function createComposeChecks(): readonly Check[] {
  return [
    { name: 'docker-compose.yml: is what Docker Compose takes, and mounts only what is there', run: checkProject },
    { name: 'docker-compose.yml: says which secret is missing and how to make it', run: checkMissingSecrets },
    ...MISTAKES.map(([name, text, replacement, reason]) => ({
      name: `docker-compose.yml: the loader refuses ${name}`,
      run: async () => {
        const { status, errors } = await loadChanged(text, replacement);
        equal(status, 1);
        match(errors, reason);
      },
    })),
  ];
}
