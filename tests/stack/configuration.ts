import {
  ADDRESSES,
  DEFAULT_HOST,
  optional,
  portVariable,
  readVariables,
  urlVariable,
  type Environment,
  type Variable,
} from '@botscope/conventions';
import { readStandaloneConfiguration, type StandaloneConfiguration } from '@botscope/standalone';
import { STACK_ADDRESSES, type StackAddressName } from './addresses.ts';

/** A Tempo of one's own. */
export interface ForeignTempo {
  /** Its query API. */
  readonly queryUrl: string;
  /** Where it takes spans by OTLP/HTTP. */
  readonly otlpUrl: string;
}

/** Everything that `npm run stack` can be told. */
export interface StackConfiguration {
  /** What it has in common with `npm start`. */
  readonly product: StandaloneConfiguration;
  /** 0 = any free port. */
  readonly ports: Readonly<Record<StackAddressName, number>>;
  /** Absent: standalone's Tempo API answers. */
  readonly tempo?: ForeignTempo;
}

const QUERY_VARIABLE = 'TEMPO_URL';
const OTLP_VARIABLE = 'BOTSCOPE_TEMPO_OTLP_URL';

const TEMPO_VARIABLES = {
  queryUrl: optional(urlVariable({ name: QUERY_VARIABLE, description: 'Query API of a Tempo of your own' })),
  otlpUrl: optional(urlVariable({ name: OTLP_VARIABLE, description: 'Where that Tempo takes spans by OTLP/HTTP' })),
};

const PORT_VARIABLES = Object.fromEntries(
  Object.entries(STACK_ADDRESSES).map(([name, { what, portVariable: variable, defaultPort }]) => [
    name,
    portVariable({ name: variable, description: `${what}; 0 takes a free one`, defaultText: String(defaultPort) }),
  ]),
) as Record<StackAddressName, Variable<number>>;

/** Variables that only `npm run stack` reads, as data. */
export const STACK_VARIABLES: readonly Variable<unknown>[] = [
  ...Object.values(TEMPO_VARIABLES),
  ...Object.values(PORT_VARIABLES),
];

/** Where its data lies unless told otherwise, relative to the working directory. */
export const DEFAULT_STACK_DIRECTORY = './data-stack';

/**
 * Reads the arguments and the environment.
 * @throws ConfigurationError that lists every problem.
 */
export function readStackConfiguration(args: readonly string[], environment: Environment): StackConfiguration {
  const tempo = readVariables(TEMPO_VARIABLES, environment);
  const ports = readVariables(PORT_VARIABLES, environment);
  const product = readStandaloneConfiguration(args, environment, {
    command: 'npm run stack',
    defaultDataDirectory: DEFAULT_STACK_DIRECTORY,
    problems: [
      ...tempo.problems,
      ...ports.problems,
      ...listTempoProblems(environment),
      ...listHostProblems(environment),
    ],
  });
  const { queryUrl, otlpUrl } = tempo.values;
  const foreign = queryUrl !== undefined && otlpUrl !== undefined ? { tempo: { queryUrl, otlpUrl } } : {};
  return Object.freeze({ product, ports: ports.values, ...foreign });
}

function listTempoProblems(environment: Environment): string[] {
  const has = (name: string) => (environment[name] ?? '') !== '';
  if (has(QUERY_VARIABLE) === has(OTLP_VARIABLE)) return [];
  return has(QUERY_VARIABLE)
    ? [`${OTLP_VARIABLE} is missing: ${QUERY_VARIABLE} names a Tempo, and the Collector must know where it takes spans`]
    : [`${QUERY_VARIABLE} is missing: ${OTLP_VARIABLE} names a Tempo, and the pages must know where it is queried`];
}

/** Neither the Collector nor Loki asks anybody for a token. */
function listHostProblems(environment: Environment): string[] {
  return [ADDRESSES.otlp.hostVariable, ADDRESSES.loki.hostVariable].flatMap((name) => {
    const host = environment[name] || DEFAULT_HOST;
    if (host === DEFAULT_HOST) return [];
    return [`${name} is "${host}", but here it asks nobody for a token: leave it on ${DEFAULT_HOST}`];
  });
}
