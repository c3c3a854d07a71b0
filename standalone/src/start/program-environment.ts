import { VARIABLE_DATA_DIR, VARIABLE_PUBLIC_URL } from '@botscope/conventions';
import type { StandaloneConfiguration } from './configuration.ts';
import { openAuditKey } from './secrets.ts';

/** What all programs are told; their secrets come beside it. */
export function toSharedEnvironment(
  { dataDirectory }: StandaloneConfiguration,
  urls: { readonly otlp: string; readonly loki: string; readonly tempo: string },
): Record<string, string | undefined> {
  return {
    ...process.env,
    [VARIABLE_DATA_DIR]: dataDirectory,
    BOTSCOPE_AUDIT_KEY_FILE: openAuditKey(dataDirectory),
    BOTSCOPE_LOKI_URL: urls.loki,
    BOTSCOPE_TEMPO_URL: urls.tempo,
    OTEL_EXPORTER_OTLP_ENDPOINT: urls.otlp,
  };
}

/**
 * Identity tokens name the public address as their issuer; their keys are fetched at the local one, below the same path.
 */
export function toUiEnvironment(ui: string, publicUrl: string | undefined): Record<string, string> {
  if (publicUrl === undefined) return { BOTSCOPE_GRAFANA_URL: ui, [VARIABLE_PUBLIC_URL]: ui };
  const path = new URL(publicUrl).pathname.replace(/\/+$/, '');
  return { BOTSCOPE_GRAFANA_URL: ui + path, BOTSCOPE_GRAFANA_ROOT_URL: publicUrl, [VARIABLE_PUBLIC_URL]: publicUrl };
}
