import { secretVariable } from '@botscope/conventions';

/** The key that signs checkpoints of the audit chain, beside the `.env`. */
export const AUDIT_KEY_FILE = 'secrets/audit-key.pem';

/** Secrets that docker-compose.yml needs, each a random text of its own. */
export const COMPOSE_SECRETS = [
  { name: 'BOTSCOPE_INGEST_TOKEN', description: 'The Collector forwards records to the sidecar with it.' },
  { name: 'BOTSCOPE_READ_TOKEN', description: "Grafana's data sources read through the gateway with it." },
  { name: 'BOTSCOPE_PROXY_SECRET', description: 'The app in Grafana opens the gateway with it.' },
  { name: 'BOTSCOPE_INTERNAL_SECRET', description: 'The gateway opens the sidecar with it.' },
  { name: 'BOTSCOPE_FINGERPRINT_KEY', description: 'Key of the prints that stand where secrets were.' },
  { name: 'BOTSCOPE_GRAFANA_ADMIN_PASSWORD', description: "Password of Grafana's user admin." },
] as const;

/** A `.env` with every secret in it. */
export interface CompletedEnv {
  readonly text: string;
  /** Names of the secrets that were made. */
  readonly added: readonly string[];
}

function readAssignments(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, name, value] = /^\s*([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value.trim()] as const];
  });
  return new Map(lines);
}

function problemOf(name: string, value: string): string[] {
  const reading = secretVariable({ name, description: '' }).read(value);
  return 'problem' in reading ? [`${name} ${reading.problem}`] : [];
}

/**
 * The text of a `.env` with the secrets that it lacks; what stands in it stays.
 * @throws Error that lists every secret in it that is empty, an example or the same as another one.
 */
export function completeEnv(text: string, createSecret: () => string): CompletedEnv {
  const present = readAssignments(text);
  const known = COMPOSE_SECRETS.filter(({ name }) => present.has(name));
  const values = known.map(({ name }) => present.get(name) ?? '');
  const problems = known.flatMap(({ name }, index) => [
    ...problemOf(name, values[index] ?? ''),
    ...(values.indexOf(values[index] ?? '') < index ? [`${name} is the same as another one`] : []),
  ]);
  if (problems.length > 0) throw new Error(`${problems.join('; ')}. Take these lines out and run it again.`);
  const missing = COMPOSE_SECRETS.filter(({ name }) => !present.has(name));
  const lines = missing.map(({ name, description }) => `# ${description}\n${name}=${createSecret()}\n`);
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return { text: start + lines.join(''), added: missing.map(({ name }) => name) };
}
