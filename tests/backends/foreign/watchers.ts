import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HealthPart } from '@botscope/conventions';
import { createGateway, readGatewayConfig } from '@botscope/gateway';
import { createSidecar, readSidecarConfig } from '@botscope/sidecar';

/** A gateway and a sidecar before a store: what they say of it. */
export interface Watchers {
  /** Base address of the gateway's listener for data sources. */
  readonly readOnlyUrl: string;
  /** Base address of the sidecar. */
  readonly sidecarUrl: string;
  readonly gatewayHealth: () => Promise<readonly HealthPart[]>;
  readonly sidecarHealth: () => Promise<readonly HealthPart[]>;
  close(): Promise<void>;
}

const INTERNAL_SECRET = 'e41b07c9d2a6f5380b71e41b07c9d2a6';
/** Token with which records are forwarded to the sidecar. */
export const INGEST_TOKEN = '5d90c1e7a4b3f2865d90c1e7a4b3f286';
const SECRETS = {
  BOTSCOPE_PROXY_SECRET: '9b7a35d1c2e4f6089b7a35d1c2e4f608',
  BOTSCOPE_INTERNAL_SECRET: INTERNAL_SECRET,
  BOTSCOPE_INGEST_TOKEN: INGEST_TOKEN,
};
const PERSON = { id: 'p', login: 'p', email: 'p@example.test', name: 'P', role: 'Admin', orgId: 1 };

async function read(url: string, headers: Record<string, string> = {}): Promise<readonly HealthPart[]> {
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { readonly parts: readonly HealthPart[] }).parts;
}

/** Starts both on free ports; `environment` names the stores. */
export async function startWatchers(environment: Readonly<Record<string, string>>): Promise<Watchers> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'botscope-watchers-'));
  const common = { ...SECRETS, BOTSCOPE_DATA_DIR: dataDirectory, ...environment };
  const sidecar = await createSidecar(readSidecarConfig({ ...common, BOTSCOPE_SIDECAR_PORT: '0' }), {
    recordEvidence: () => Promise.resolve(),
  });
  const sidecarUrl = await sidecar.listen();
  const ports = { BOTSCOPE_GATEWAY_PORT: '0', BOTSCOPE_GATEWAY_READ_PORT: '0' };
  const gateway = createGateway(readGatewayConfig({ ...common, ...ports, BOTSCOPE_SIDECAR_URL: sidecarUrl }));
  const { readOnly } = await gateway.listen();
  const headers = { 'X-Botscope-Internal-Secret': INTERNAL_SECRET, 'X-Botscope-User': JSON.stringify(PERSON) };
  return {
    readOnlyUrl: readOnly,
    sidecarUrl,
    gatewayHealth: () => read(`${readOnly}/health`),
    sidecarHealth: () => read(`${sidecarUrl}/v1/health`, headers),
    close: async () => {
      await Promise.all([gateway.close(), sidecar.close()]);
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Runs both for as long as `use` takes. */
export async function withWatchers(
  environment: Readonly<Record<string, string>>,
  use: (watchers: Watchers) => Promise<void>,
): Promise<void> {
  const watchers = await startWatchers(environment);
  try {
    await use(watchers);
  } finally {
    await watchers.close();
  }
}
