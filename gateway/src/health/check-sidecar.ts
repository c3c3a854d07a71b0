import type { HealthPart } from '@botscope/conventions';
import { probeUpstream } from './probe-upstream.ts';

const STATES: readonly unknown[] = ['ok', 'degraded', 'down'] satisfies readonly HealthPart['state'][];
/** The sidecar asks Loki and the SMTP server before it answers. */
const TIMEOUT_MILLIS = 15_000;

function isPart(value: unknown): value is HealthPart {
  return typeof value === 'object' && value !== null && 'name' in value && 'state' in value;
}

function narrowParts(answer: unknown): readonly HealthPart[] | undefined {
  const parts = (answer as { parts?: unknown } | null)?.parts;
  return Array.isArray(parts) && parts.every(isPart) ? parts : undefined;
}

/** The parts that the sidecar tells a person of, or that it cannot be asked. */
export async function readSidecarParts(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly HealthPart[]> {
  const result = await probeUpstream({ name: 'sidecar', url, headers, timeoutMillis: TIMEOUT_MILLIS });
  if ('fault' in result) return [{ name: 'sidecar', state: 'down', ...result.fault }];
  const fault: HealthPart = {
    name: 'sidecar',
    state: 'down',
    reason: 'What answers is something else.',
    fix: 'Check BOTSCOPE_SIDECAR_URL of the gateway.',
  };
  return narrowParts(result.answer) ?? [fault];
}

/** The sidecar as it tells everybody: its worst state, without the parts. */
export async function checkSidecar(sidecarUrl: string): Promise<HealthPart> {
  const url = `${sidecarUrl}/health`;
  const result = await probeUpstream({ name: 'sidecar', url, headers: {}, timeoutMillis: TIMEOUT_MILLIS });
  if ('fault' in result) return { name: 'sidecar', state: 'down', ...result.fault };
  const { state } = (result.answer ?? {}) as { state?: unknown };
  const known = STATES.includes(state) ? (state as HealthPart['state']) : 'down';
  if (known === 'ok') return { name: 'sidecar', state: 'ok' };
  return {
    name: 'sidecar',
    state: known,
    reason: 'The sidecar says that a part of it is not well.',
    fix: 'Open the Pipeline page: it names the part.',
  };
}
