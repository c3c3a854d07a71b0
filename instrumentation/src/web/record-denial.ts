import { diag } from '@opentelemetry/api';
import type { AuditActor } from '../api/audit.ts';
import type { AccessAudit } from './access-audit-options.ts';
import type { WebRequest } from './web-request.ts';

/** How refusals are recorded. */
export interface DenialOptions {
  readonly access: AccessAudit;
  /** Who was refused; the actor of the running code, or `unknown`, when absent. */
  readonly toActor?: (request: WebRequest) => AuditActor | undefined;
  /** Hears of entries that could not be kept: nobody awaits them. OpenTelemetry's diagnostics when absent. */
  readonly onUnrecorded?: (error: unknown) => void;
}

const FORBIDDEN = 403;

/** Records a response when it is a refusal; never throws. */
export function recordDenial(
  { access, toActor, onUnrecorded }: DenialOptions,
  request: WebRequest,
  status: number,
): void {
  if (status !== FORBIDDEN) return;
  const report =
    onUnrecorded ?? ((error: unknown) => diag.error('@botscope/instrumentation: a refusal was not recorded', error));
  const record = async (): Promise<void> => {
    const actor = toActor?.(request);
    await access.denied(request, actor === undefined ? {} : { actor });
  };
  record().catch(report);
}
