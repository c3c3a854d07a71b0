import type { Person } from '../api/api-call.ts';
import type { AuditActor, AuditRecorder } from '../api/audit.ts';
import type { AttemptLimit } from './attempt-windows.ts';
import type { WebRequest } from './web-request.ts';

/** How log-ins and refusals are recorded. */
export interface AccessAuditOptions {
  /** `telemetry.audit`. */
  readonly audit: AuditRecorder;
  /** Proxies of the application's own before it, past which `X-Forwarded-For` is believed; 0 by default. */
  readonly trustedProxies?: number;
  /** Refused attempts of an address that get an entry each within a window; 10 by default. More are counted in one entry. */
  readonly burst?: number;
  /** 60,000 by default. */
  readonly windowMillis?: number;
  /** Hears of entries that could not be kept and that nobody awaits; OpenTelemetry's diagnostics when absent. */
  readonly onUnrecorded?: (error: unknown) => void;
  /** Clock and timer, for tests. */
  readonly time?: Pick<AttemptLimit, 'nowMillis' | 'schedule'>;
}

/** A log-in. */
export interface LogIn {
  readonly actor: AuditActor;
  /** `password`, `saml`, `magic-link` …. */
  readonly method?: string;
  /** More about the session; no secret such as its token. */
  readonly context?: object;
}

/** A log-in that was refused. */
export interface RefusedLogIn {
  /** Name that was tried; nothing says that it is anybody's. */
  readonly login?: string;
  /** `wrong_password`, `locked`, `unknown_user` …: `error.type`. `refused` by default. */
  readonly reason?: string;
  readonly method?: string;
  readonly context?: object;
}

/** An invitation, or its acceptance. */
export interface Invitation {
  /** Who invites or accepts; the actor of the running code when absent. */
  readonly actor?: AuditActor;
  readonly invitee: Person;
  readonly role?: string;
  readonly context?: object;
}

/** Something that was refused to somebody. */
export interface Denial {
  /** The actor of the running code when absent; `unknown` where there is none. */
  readonly actor?: AuditActor;
  /** What was missing, such as a permission. */
  readonly permission?: string;
  readonly context?: object;
}

/** Records who comes in, who goes, and who is refused. Each resolves when the entry is on this disk, or was counted. */
export interface AccessAudit {
  /** Rejects with an `AuditError`: await it before the session is given out. */
  loggedIn(request: WebRequest, logIn: LogIn): Promise<void>;
  loginRefused(request: WebRequest, refused: RefusedLogIn): Promise<void>;
  /** `reason`: `user`, `expired`, `revoked` …. */
  loggedOut(request: WebRequest, logOut: { readonly actor: AuditActor; readonly reason?: string }): Promise<void>;
  invited(request: WebRequest, invitation: Invitation): Promise<void>;
  accepted(request: WebRequest, invitation: Invitation): Promise<void>;
  /** Access that was refused: a 403. */
  denied(request: WebRequest, denial?: Denial): Promise<void>;
  /** Records the attempts that were only counted; call it before `telemetry.shutdown()`. */
  flush(): Promise<void>;
}
