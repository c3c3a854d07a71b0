import { join } from 'node:path';
import { ADDRESSES, DEFAULT_HOST } from '@botscope/conventions';
import {
  holdDataDirectory,
  openSecrets,
  refuseRecordsOf,
  startSpanStorage,
  type Run,
  type RunningPart,
  type StartStorage,
} from '@botscope/standalone';
import type { Backends } from '../backends/build/ensure-backends.ts';
import { isCollectorHealthy, toCollectorCommand, type CollectorPlace } from '../backends/run/start-collector.ts';
import { isLokiReady, toLokiCommand } from '../backends/run/start-loki.ts';
import { STACK_ADDRESSES, type StackAddressName } from './addresses.ts';
import { claimPorts } from './claim-ports.ts';
import type { ForeignTempo, StackConfiguration } from './configuration.ts';
import { keepServer } from './keep-server.ts';

/** Ports of Collector and Loki. */
type ServerPorts = Readonly<Record<Exclude<StackAddressName, 'tempoOtlp'> | 'otlp' | 'loki', number>>;

const toUrl = (port: number): string => `http://${DEFAULT_HOST}:${port}`;

/** Storage of the stack: a Collector before a Loki and a Tempo, with the shipped configuration files. */
export function createRealStorage(stack: StackConfiguration, backends: Backends): StartStorage {
  return async ({ dataDirectory, addresses }, run) => {
    refuseRecordsOf('npm start', dataDirectory);
    holdDataDirectory(dataDirectory, run);
    const { ingestToken, readToken } = openSecrets(dataDirectory);
    const ports = await claimServerPorts(stack);
    const tempo = stack.tempo ?? (await startOwnTempo(stack, readToken, run));
    await keepLoki({ program: backends.loki, dataDirectory, port: ports.loki, grpcPort: ports.lokiGrpc }, run);
    const place = {
      program: backends.collector,
      dataDirectory,
      lokiUrl: toUrl(ports.loki),
      tempoOtlpUrl: tempo.otlpUrl,
      ingestToken,
      environment: { [ADDRESSES.otlp.hostVariable]: addresses.otlp.host },
    };
    return {
      urls: { otlp: toUrl(ports.otlp), loki: place.lokiUrl, tempo: tempo.queryUrl },
      alsoRuns: listOtherParts(ports, tempo, dataDirectory),
      forwardTo: (sidecarUrl) => keepCollector({ ...place, sidecarUrl }, ports, run),
    };
  };
}

function claimServerPorts({ product: { addresses }, ports }: StackConfiguration): Promise<ServerPorts> {
  const of = (name: Exclude<StackAddressName, 'tempoOtlp'>) => ({ name: STACK_ADDRESSES[name], port: ports[name] });
  return claimPorts({
    otlp: { name: ADDRESSES.otlp, port: addresses.otlp.port },
    loki: { name: ADDRESSES.loki, port: addresses.loki.port },
    otlpGrpc: of('otlpGrpc'),
    lokiGrpc: of('lokiGrpc'),
    collectorHealth: of('collectorHealth'),
    collectorMetrics: of('collectorMetrics'),
  });
}

/** Tempo cannot be built from modules: standalone's Tempo API answers over a store of its own. */
function startOwnTempo({ product, ports }: StackConfiguration, readToken: string, run: Run): Promise<ForeignTempo> {
  return startSpanStorage(
    {
      storeDirectory: join(product.dataDirectory, 'tempo'),
      address: product.addresses.tempo,
      readToken,
      intake: { name: STACK_ADDRESSES.tempoOtlp, address: { host: DEFAULT_HOST, port: ports.tempoOtlp } },
    },
    run,
  );
}

function keepLoki(place: Parameters<typeof toLokiCommand>[0], run: Run): Promise<void> {
  const server = {
    subject: 'Loki',
    command: toLokiCommand(place),
    logFile: toLogFile(place.dataDirectory, 'loki'),
    isServing: () => isLokiReady(toUrl(place.port)),
  };
  return keepServer(server, run);
}

function keepCollector(place: CollectorPlace, ports: ServerPorts, run: Run): Promise<void> {
  const { otlp: http, otlpGrpc: grpc, collectorHealth: health, collectorMetrics: metrics } = ports;
  const server = {
    subject: 'The Collector',
    command: toCollectorCommand(place, { http, grpc, health, metrics }),
    logFile: toLogFile(place.dataDirectory, 'collector'),
    isServing: () => isCollectorHealthy(health),
  };
  return keepServer(server, run);
}

function toLogFile(dataDirectory: string, name: string): string {
  return join(dataDirectory, 'log', `${name}.log`);
}

function listOtherParts(ports: ServerPorts, tempo: ForeignTempo, dataDirectory: string): RunningPart[] {
  const { tempoOtlp, otlpGrpc, collectorHealth, collectorMetrics } = STACK_ADDRESSES;
  return [
    { what: otlpGrpc.what, where: toUrl(ports.otlpGrpc) },
    { what: tempoOtlp.what, where: tempo.otlpUrl },
    { what: collectorHealth.what, where: toUrl(ports.collectorHealth) },
    { what: collectorMetrics.what, where: `${toUrl(ports.collectorMetrics)}/metrics` },
    { what: "log of the Collector, Loki's beside it", where: toLogFile(dataDirectory, 'collector') },
  ];
}
