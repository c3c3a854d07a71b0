import type { NamedAddress } from '@botscope/standalone';

/** An address on loopback that only the stack has. */
export interface StackAddress extends NamedAddress {
  readonly defaultPort: number;
}

/** Addresses of the stack beside those that `npm start` has too. Variables are those of the shipped configuration files. */
export const STACK_ADDRESSES = {
  tempoOtlp: { what: "Tempo's OTLP intake", portVariable: 'BOTSCOPE_TEMPO_OTLP_PORT', defaultPort: 4338 },
  otlpGrpc: { what: 'OTLP/gRPC receiver', portVariable: 'BOTSCOPE_OTLP_GRPC_PORT', defaultPort: 4317 },
  collectorHealth: {
    what: "Collector's health",
    portVariable: 'BOTSCOPE_COLLECTOR_HEALTH_PORT',
    defaultPort: 13133,
  },
  collectorMetrics: {
    what: "Collector's metrics",
    portVariable: 'BOTSCOPE_COLLECTOR_METRICS_PORT',
    defaultPort: 8888,
  },
  lokiGrpc: { what: "Loki's gRPC", portVariable: 'BOTSCOPE_LOKI_GRPC_PORT', defaultPort: 9095 },
} as const satisfies Readonly<Record<string, StackAddress>>;

/** Name of such an address. */
export type StackAddressName = keyof typeof STACK_ADDRESSES;
