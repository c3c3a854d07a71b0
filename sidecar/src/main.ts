import { readSidecarConfig, type SidecarConfig } from './config.ts';
import { createSidecar, type Sidecar } from './create-sidecar.ts';
import { describeStartFailure } from './describe-start-failure.ts';
import { createTelemetryRecorder } from './evidence/record-with-telemetry.ts';
import { createTelemetryByEnvironment, type TelemetryByEnvironment } from './evidence/telemetry-by-environment.ts';

function stopOnSignal(sidecar: Sidecar, telemetry: TelemetryByEnvironment): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void sidecar
      .close()
      .then(() => telemetry.shutdown())
      .then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

async function main(): Promise<void> {
  let config: SidecarConfig | undefined;
  try {
    config = readSidecarConfig(process.env);
    const telemetry = createTelemetryByEnvironment(config.dataDirectory);
    const sidecar = await createSidecar(config, {
      recordEvidence: createTelemetryRecorder(telemetry.of),
      log: (line) => console.error(`sidecar: ${line}`),
    });
    const url = await sidecar.listen();
    stopOnSignal(sidecar, telemetry);
    const way = config.smtp ? `by SMTP to ${config.smtp.host}:${config.smtp.port}` : 'as files to the outbox';
    console.log(`sidecar: listening on ${url}, mails to ${config.ownerEmail} go ${way}`);
    process.send?.({ type: 'ready', urls: { sidecar: url } });
  } catch (error) {
    console.error(`sidecar: ${describeStartFailure(error, config?.dataDirectory)}`);
    process.exit(1);
  }
}

await main();
