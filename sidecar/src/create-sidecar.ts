import { listCapturePolicyProblems } from '@botscope/conventions';
import type { LogsRequest } from '@botscope/otlp';
import { toLokiEntry, type LokiEntry } from '@botscope/records';
import { createErrorAcceptor } from './alerts/accept-errors.ts';
import { createAlertIdSource } from './alerts/alert-id.ts';
import type { Recipient } from './alerts/alert-window.ts';
import { closeWindows } from './alerts/close-windows.ts';
import { createResetAlerts } from './alerts/reset-alerts.ts';
import { createSendTestMail } from './alerts/send-test-mail.ts';
import type { SidecarConfig } from './config.ts';
import { createFlagStore } from './flags/flag-store.ts';
import { createHealthCheck, toOverallState } from './health/check-health.ts';
import { createCaptureHandlers } from './http/capture-handlers.ts';
import { createServer } from './http/create-server.ts';
import { createExportHandlers } from './http/export-handlers.ts';
import { createFlagHandlers } from './http/flag-handlers.ts';
import { createLedgerHandlers } from './http/ledger-handlers.ts';
import { createRunningWork } from './running-work.ts';
import { createCaptureStore } from './settings/capture-store.ts';
import type { SidecarOptions } from './sidecar-options.ts';
import { createSidecarParts, type SidecarParts } from './sidecar-parts.ts';

/** A sidecar that has its state open. */
export interface Sidecar {
  /** Listens; resolves with the address, without trailing slash. Rejects with the system's error (`EADDRINUSE`, …). */
  listen(): Promise<string>;
  /** Does what is due now: ends windows, sends mails, records evidence. Resolves when that is done. */
  runDue(): Promise<void>;
  /** Ends what is under way and lets the state go. */
  close(): Promise<void>;
}

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

function createRunDue(
  { database, store, evidence, sender, pinning }: SidecarParts,
  { clock, log }: SidecarOptions,
): Sidecar['runDue'] {
  return async () => {
    try {
      closeWindows(database, store, evidence, clock());
      store.forgetCounted(COUNTED_ERRORS_KEPT);
      void evidence.drain();
      const pinned = pinning.runDue();
      await sender.probe();
      await sender.sendDue();
      await evidence.drain();
      await pinned;
    } catch (error) {
      log(`alerts wait: ${String(error)}`);
    }
  };
}

async function createHttp(
  config: SidecarConfig,
  options: SidecarOptions,
  parts: SidecarParts,
  runDue: Sidecar['runDue'],
) {
  const { database, store, evidence, delivery, patientClient, contexts, loki, sender, pins } = parts;
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
    client: patientClient,
    contexts,
    loki,
    delivery,
    dataDirectory: config.dataDirectory,
    clock,
    evidenceWaiting: () => evidence.waiting(),
    mailsWaiting: () => store.countRetrying(),
    pinTroubles: () => pins.listTroubles(),
  });
  const captures = createCaptureStore(database);
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
    bots: { ingestToken: config.ingestToken, readCapturePolicy: () => captures.get() },
    people: {
      internalSecret: config.internalSecret,
      checks: { 'PUT settings/capture': listCapturePolicyProblems },
      handlers: {
        ...createFlagHandlers({
          database,
          flags: createFlagStore(database),
          pins,
          evidence,
          clock,
          onFlagged: () => void parts.pinning.runDue(),
        }),
        ...createLedgerHandlers({
          store,
          clock,
          sendTestMail: createSendTestMail({ store, sender, nextId, clock, recipients: () => owner }),
          resetAlerts: createResetAlerts(database, store, evidence, clock),
        }),
        ...createCaptureHandlers({ database, captures, evidence, clock }),
        ...createExportHandlers({ client: parts.readingClient, contexts, evidence, clock }),
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
  const parts = createSidecarParts(config, options);
  const { run: runDue, settle } = createRunningWork(createRunDue(parts, options));
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
      parts.pinning.stop();
      await settle(CLOSE_GRACE_MILLIS);
      parts.delivery.close();
      await settle(CLOSE_GRACE_MILLIS);
      parts.database.close();
    },
  };
}
