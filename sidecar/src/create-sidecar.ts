import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import type { LogsRequest } from '@botscope/otlp';
import { createLokiClient, type LokiClient, type LokiEntry } from '@botscope/records';
import { createErrorAcceptor } from './alerts/accept-errors.ts';
import { createAlertIdSource } from './alerts/alert-id.ts';
import { createAlertStore, type AlertStore } from './alerts/alert-store.ts';
import type { Recipient } from './alerts/alert-window.ts';
import { closeWindows } from './alerts/close-windows.ts';
import { composeAlert } from './alerts/compose-alert.ts';
import { createResetAlerts } from './alerts/reset-alerts.ts';
import { createAlertSender, type AlertSender } from './alerts/send-alerts.ts';
import { createSendTestMail } from './alerts/send-test-mail.ts';
import type { SidecarConfig } from './config.ts';
import { createLokiTransport } from './context/loki-transport.ts';
import { toLokiEntry } from './context/to-loki-entry.ts';
import type { Delivery } from './delivery/delivery.ts';
import { createOutboxDelivery } from './delivery/outbox-delivery.ts';
import { createSmtpDelivery } from './delivery/smtp-delivery.ts';
import type { RecordEvidence } from './evidence/evidence.ts';
import { createEvidenceOutbox, type EvidenceOutbox } from './evidence/evidence-outbox.ts';
import { createFlagStore } from './flags/flag-store.ts';
import { createHealthCheck, toOverallState } from './health/check-health.ts';
import { createServer } from './http/create-server.ts';
import { createFlagHandlers } from './http/flag-handlers.ts';
import { createLedgerHandlers } from './http/ledger-handlers.ts';
import { openState } from './state/open-state.ts';

/** What a sidecar takes from outside. */
export interface SidecarOptions {
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock: () => number;
  /** Makes records of changes and alerts. */
  readonly recordEvidence: RecordEvidence;
  /** Gets a line for each thing that failed on our side; default nowhere. */
  readonly log: (line: string) => void;
  /** How often windows that end and mails to be tried again are looked for; default every second. */
  readonly tickMillis: number;
  /** Most requests of one address in ten seconds; default 2,000. */
  readonly requestsPerTenSeconds: number;
}

/** A sidecar that has its state open. */
export interface Sidecar {
  /** Listens; resolves with the address, without trailing slash. Rejects with the system's error (`EADDRINUSE`, …). */
  listen(): Promise<string>;
  /** Does what is due now: ends windows, sends mails, records evidence. Resolves when that is done. */
  runDue(): Promise<void>;
  /** Ends what is under way and lets the state go. */
  close(): Promise<void>;
}

const LOKI_TIMEOUT_MILLIS = 1_000;
const COUNTED_ERRORS_KEPT = 200_000;
/** For a mail that is just being accepted: better waited for than sent twice. */
const CLOSE_GRACE_MILLIS = 2_000;
const MILLIS_PER_HOUR = 3_600_000;

const DEFAULTS = { clock: Date.now, log: () => undefined, tickMillis: 1_000, requestsPerTenSeconds: 2_000 };

function toEntries({ resourceLogs }: LogsRequest): readonly LokiEntry[] {
  return resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs.flatMap(({ logRecords }) => logRecords.map((record) => toLokiEntry(record, resource))),
  );
}

function createDelivery({ smtp, dataDirectory }: SidecarConfig): Delivery {
  return smtp ? createSmtpDelivery(smtp) : createOutboxDelivery(join(dataDirectory, 'outbox'));
}

interface Parts {
  readonly database: DatabaseSync;
  readonly store: AlertStore;
  readonly evidence: EvidenceOutbox;
  readonly delivery: Delivery;
  readonly client: LokiClient;
  readonly sender: AlertSender;
}

function createParts(config: SidecarConfig, options: SidecarOptions): Parts {
  const database = openState(join(config.dataDirectory, 'sidecar.sqlite'));
  const store = createAlertStore(database);
  const evidence = createEvidenceOutbox(database, options.recordEvidence, (error) => {
    options.log(`evidence waits: ${String(error)}`);
  });
  const delivery = createDelivery(config);
  const client = createLokiClient(createLokiTransport(config.lokiUrl, LOKI_TIMEOUT_MILLIS));
  const sender = createAlertSender({
    database,
    store,
    evidence,
    delivery,
    compose: (window) => composeAlert(window, { ...config, store, client }),
    mailFrom: config.mailFrom,
    clock: options.clock,
  });
  return { database, store, evidence, delivery, client, sender };
}

/** Work that is under way, so that the state is not let go under it. */
interface Running {
  readonly runDue: () => Promise<void>;
  /** Resolves when nothing is under way, or after `maxMillis`. */
  readonly settle: (maxMillis: number) => Promise<void>;
}

function createRunning(run: () => Promise<void>): Running {
  const running = new Set<Promise<void>>();
  return {
    runDue() {
      const work = run().finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    async settle(maxMillis) {
      await Promise.race([Promise.all(running), sleep(maxMillis, undefined, { ref: false })]);
    },
  };
}

function createRunDue({ database, store, evidence, sender }: Parts, { clock, log }: SidecarOptions): Sidecar['runDue'] {
  return async () => {
    try {
      closeWindows(database, store, evidence, clock());
      store.forgetCounted(COUNTED_ERRORS_KEPT);
      void evidence.drain();
      await sender.probe();
      await sender.sendDue();
      await evidence.drain();
    } catch (error) {
      log(`alerts wait: ${String(error)}`);
    }
  };
}

async function createHttp(config: SidecarConfig, options: SidecarOptions, parts: Parts, runDue: Sidecar['runDue']) {
  const { database, store, evidence, delivery, client, sender } = parts;
  const { clock, log } = options;
  const nextId = createAlertIdSource();
  const owner: readonly Recipient[] = [{ role: 'owner', address: config.ownerEmail }];
  const acceptErrors = createErrorAcceptor({
    database,
    store,
    nextId,
    windowMillis: config.windowHours * MILLIS_PER_HOUR,
    recipientsFor: () => owner,
  });
  const health = createHealthCheck({
    client,
    delivery,
    dataDirectory: config.dataDirectory,
    clock,
    evidenceWaiting: () => evidence.waiting(),
    mailsWaiting: () => store.countRetrying(),
  });
  const onError = (error: unknown): void => log(`a request failed: ${String(error)}`);
  return createServer({
    host: config.host,
    requestsPerTenSeconds: options.requestsPerTenSeconds,
    otlp: {
      ingestToken: config.ingestToken,
      accept: (request) => {
        if (acceptErrors(toEntries(request), clock()) > 0) void runDue();
      },
      onError,
    },
    people: {
      internalSecret: config.internalSecret,
      handlers: {
        ...createFlagHandlers({ database, flags: createFlagStore(database), evidence, clock }),
        ...createLedgerHandlers({
          store,
          clock,
          sendTestMail: createSendTestMail({ store, sender, nextId, clock, recipients: () => owner }),
          resetAlerts: createResetAlerts(database, store, evidence, clock),
        }),
        'GET health': health,
      },
      onError,
    },
    overallState: async () => toOverallState(await health()),
  });
}

/** Makes a sidecar and opens its state. Rejects with `StateInUseError` where another one has it. */
export async function createSidecar(
  config: SidecarConfig,
  given: Partial<SidecarOptions> & Pick<SidecarOptions, 'recordEvidence'>,
): Promise<Sidecar> {
  const options: SidecarOptions = { ...DEFAULTS, ...given };
  const parts = createParts(config, options);
  const { runDue, settle } = createRunning(createRunDue(parts, options));
  const app = await createHttp(config, options, parts, runDue);
  let timer: NodeJS.Timeout | undefined;
  return {
    async listen() {
      const url = await app.listen({ host: config.host, port: config.port });
      timer = setInterval(() => void runDue(), options.tickMillis);
      void runDue();
      return url;
    },
    runDue,
    async close() {
      clearInterval(timer);
      await app.close();
      await settle(CLOSE_GRACE_MILLIS);
      parts.delivery.close();
      await settle(CLOSE_GRACE_MILLIS);
      parts.database.close();
    },
  };
}
