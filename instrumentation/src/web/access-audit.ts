import { ConfigurationError } from '@botscope/conventions';
import { diag } from '@opentelemetry/api';
import type { AuditActor, AuditEntry } from '../api/audit.ts';
import type { Person } from '../api/api-call.ts';
import { AuditError } from '../audit/audit-error.ts';
import type {
  AccessAudit,
  AccessAuditOptions,
  Denial,
  Invitation,
  LogIn,
  RefusedLogIn,
} from './access-audit-options.ts';
import { AttemptWindows, type AttemptSummary } from './attempt-windows.ts';
import { toClientDetails } from './to-client-details.ts';
import type { WebRequest } from './web-request.ts';

const DEFAULT_BURST = 10;
const DEFAULT_WINDOW_MILLIS = 60_000;
const MOST_CLIENTS = 1_000;
const LONGEST_LOGIN = 128;
const UNKNOWN: AuditActor = { name: 'unknown' };
type Attempt = 'LOGIN' | 'DENIED';

/** Records log-ins, log-outs, invitations and refusals. @throws ConfigurationError naming every option that is wrong. */
export function createAccessAudit(options: AccessAuditOptions): AccessAudit {
  const problems = listProblems(options);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return new AccessRecorder(options);
}

class AccessRecorder implements AccessAudit {
  private readonly options: AccessAuditOptions;
  private readonly windows: Readonly<Record<Attempt, AttemptWindows>>;
  private summaries: Promise<void>[] = [];

  constructor(options: AccessAuditOptions) {
    this.options = options;
    this.windows = { LOGIN: this.createWindows('LOGIN'), DENIED: this.createWindows('DENIED') };
  }

  async loggedIn(request: WebRequest, { actor, method, context }: LogIn): Promise<void> {
    await this.record({
      action: 'LOGIN',
      actor,
      entity: toEntity(actor),
      context: this.describe(request, { method }, context),
    });
  }

  async loginRefused(request: WebRequest, { login, reason = 'refused', method, context }: RefusedLogIn): Promise<void> {
    const name = login?.slice(0, LONGEST_LOGIN);
    const actor = name === undefined || name.trim() === '' ? UNKNOWN : { name };
    if (!this.takes('LOGIN', request, actor.name ?? '')) return;
    await this.record({
      action: 'LOGIN',
      actor,
      entity: toEntity(actor),
      category: 'security',
      outcome: 'error',
      errorType: reason,
      context: this.describe(request, { method }, context),
    });
  }

  async loggedOut(request: WebRequest, { actor, reason }: { actor: AuditActor; reason?: string }): Promise<void> {
    await this.record({
      action: 'LOGOUT',
      actor,
      entity: toEntity(actor),
      context: this.describe(request, { reason }),
    });
  }

  async invited(request: WebRequest, invitation: Invitation): Promise<void> {
    await this.recordInvitation('INVITED', request, invitation);
  }

  async accepted(request: WebRequest, invitation: Invitation): Promise<void> {
    await this.recordInvitation('ACCEPTED', request, invitation);
  }

  async denied(request: WebRequest, { actor, permission, context }: Denial = {}): Promise<void> {
    const details = this.describe(request, { permission }, context);
    const { request: path = 'unknown' } = details as { readonly request?: string };
    if (!this.takes('DENIED', request, path)) return;
    await this.record({
      action: 'DENIED',
      actor: actor ?? this.options.audit.actor() ?? UNKNOWN,
      entity: { type: 'access', name: path },
      category: 'security',
      outcome: 'error',
      errorType: 'forbidden',
      context: details,
    });
  }

  async flush(): Promise<void> {
    for (const windows of Object.values(this.windows)) windows.close();
    await Promise.all(this.summaries.splice(0));
  }

  private async recordInvitation(
    action: string,
    request: WebRequest,
    { actor, invitee, role, context }: Invitation,
  ): Promise<void> {
    const after = { ...invitee, ...(role === undefined ? {} : { role }) };
    const entity = toEntity(invitee);
    await this.record({ action, ...(actor && { actor }), entity, after, context: this.describe(request, {}, context) });
  }

  private describe(request: WebRequest, more: Readonly<Record<string, string | undefined>>, context?: object): object {
    const details = toClientDetails(request, this.options.trustedProxies ?? 0);
    const given = Object.entries(more).filter(([, value]) => value !== undefined);
    return { ...details, ...Object.fromEntries(given), ...context };
  }

  /** Whether an attempt gets an entry of its own. Clients are told apart by address only: anything else they choose. */
  private takes(attempt: Attempt, request: WebRequest, sample: string): boolean {
    const { ip = 'unknown' } = toClientDetails(request, this.options.trustedProxies ?? 0);
    return this.windows[attempt].take(ip, sample);
  }

  private createWindows(attempt: Attempt): AttemptWindows {
    const { burst = DEFAULT_BURST, windowMillis = DEFAULT_WINDOW_MILLIS, time } = this.options;
    return new AttemptWindows({
      burst,
      windowMillis,
      mostClients: MOST_CLIENTS,
      nowMillis: time?.nowMillis ?? Date.now,
      schedule: time?.schedule ?? ((run, millis) => void setTimeout(run, millis).unref()),
      onClosed: (summary) => this.recordSummary(attempt, summary),
    });
  }

  private recordSummary(attempt: Attempt, { key, count, sinceMillis, untilMillis, samples }: AttemptSummary): void {
    const times = { since: new Date(sinceMillis), until: new Date(untilMillis) };
    const written = this.record({
      action: attempt,
      actor: UNKNOWN,
      entity: { type: 'access' },
      category: 'security',
      outcome: 'error',
      errorType: 'too_many_attempts',
      context: { ip: key, attempts: count, ...times, samples },
    }).catch(this.options.onUnrecorded ?? ((error: unknown) => diag.error('An audit entry was not kept', error)));
    this.summaries.push(written);
    void written.finally(() => (this.summaries = this.summaries.filter((other) => other !== written)));
  }

  /** Nothing is recorded, and nothing refused, by a telemetry that is off. */
  private async record(entry: AuditEntry): Promise<void> {
    try {
      await this.options.audit.record(entry);
    } catch (error) {
      if (!(error instanceof AuditError) || error.code !== 'AUDIT_DISABLED') throw error;
    }
  }
}

function toEntity({ id, name, email }: Person): AuditEntry['entity'] {
  const label = name ?? email;
  return { type: 'access', ...(id === undefined ? {} : { id }), ...(label === undefined ? {} : { name: label }) };
}

function listProblems({ audit, trustedProxies = 0, burst = 1, windowMillis = 1 }: AccessAuditOptions): string[] {
  const problems: string[] = [];
  if (typeof (audit as { readonly record?: unknown } | undefined)?.record !== 'function') {
    problems.push('audit must be telemetry.audit.');
  }
  const numbers = { trustedProxies, burst, windowMillis };
  for (const [name, value] of Object.entries(numbers)) {
    const least = name === 'trustedProxies' ? 0 : 1;
    if (!(Number.isSafeInteger(value) && value >= least))
      problems.push(`${name} must be a whole number from ${least} on.`);
  }
  return problems;
}
