/** A network address of one of the programs: its variables and default port. */
export interface Address {
  readonly what: string;
  readonly hostVariable: string;
  readonly portVariable: string;
  readonly defaultPort: number;
}

/** Host that everything binds to unless told otherwise. */
export const DEFAULT_HOST = '127.0.0.1';

/** Addresses of standalone; compose uses the same. */
export const ADDRESSES = {
  otlp: {
    what: 'OTLP/HTTP receiver',
    hostVariable: 'BOTSCOPE_OTLP_HOST',
    portVariable: 'BOTSCOPE_OTLP_PORT',
    defaultPort: 4318,
  },
  loki: { what: 'Loki API', hostVariable: 'BOTSCOPE_LOKI_HOST', portVariable: 'BOTSCOPE_LOKI_PORT', defaultPort: 3100 },
  tempo: {
    what: 'Tempo API',
    hostVariable: 'BOTSCOPE_TEMPO_HOST',
    portVariable: 'BOTSCOPE_TEMPO_PORT',
    defaultPort: 3200,
  },
  gateway: {
    what: 'gateway',
    hostVariable: 'BOTSCOPE_GATEWAY_HOST',
    portVariable: 'BOTSCOPE_GATEWAY_PORT',
    defaultPort: 4390,
  },
  gatewayReadOnly: {
    what: 'gateway, read-only listener for data sources',
    hostVariable: 'BOTSCOPE_GATEWAY_READ_HOST',
    portVariable: 'BOTSCOPE_GATEWAY_READ_PORT',
    defaultPort: 4391,
  },
  ui: { what: 'user interface', hostVariable: 'BOTSCOPE_UI_HOST', portVariable: 'BOTSCOPE_UI_PORT', defaultPort: 3000 },
  sidecar: {
    what: 'sidecar',
    hostVariable: 'BOTSCOPE_SIDECAR_HOST',
    portVariable: 'BOTSCOPE_SIDECAR_PORT',
    defaultPort: 4380,
  },
  demo: {
    what: "demo bot's web chat",
    hostVariable: 'BOTSCOPE_DEMO_HOST',
    portVariable: 'BOTSCOPE_DEMO_PORT',
    defaultPort: 4000,
  },
} as const satisfies Readonly<Record<string, Address>>;
/** Name of an address. */
export type AddressName = keyof typeof ADDRESSES;

/** Directory for everything that is kept. */
export const VARIABLE_DATA_DIR = 'BOTSCOPE_DATA_DIR';
/** Default of {@link VARIABLE_DATA_DIR}, relative to the working directory. */
export const DEFAULT_DATA_DIR = './data';
/** Base of links in mails, without trailing slash. */
export const VARIABLE_PUBLIC_URL = 'BOTSCOPE_PUBLIC_URL';
