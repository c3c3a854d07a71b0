import { resolve } from 'node:path';
import {
  ADDRESSES,
  ConfigurationError,
  DEFAULT_DATA_DIR,
  DEFAULT_HOST,
  optional,
  portVariable,
  readVariables,
  textVariable,
  urlVariable,
  VARIABLE_DATA_DIR,
  VARIABLE_PUBLIC_URL,
  type AddressName,
  type Environment,
  type Variable,
} from '@botscope/conventions';
import { isLoopbackName } from '../workbench/loopback.ts';

/** Where a program listens. */
export interface ListenAddress {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
}

/** Everything that `npm start` can be told, and whatever else runs the product. */
export interface StandaloneConfiguration {
  /** Absolute path. */
  readonly dataDirectory: string;
  /** Base of links in mails; absent = the address of the user interface. */
  readonly publicUrl: string | undefined;
  readonly addresses: Readonly<Record<AddressName, ListenAddress>>;
  readonly demo: boolean;
}

const toGeneralVariables = (defaultDataDirectory: string) => ({
  dataDirectory: textVariable({
    name: VARIABLE_DATA_DIR,
    description: 'Directory for everything that is kept',
    defaultText: defaultDataDirectory,
  }),
  publicUrl: optional(urlVariable({ name: VARIABLE_PUBLIC_URL, description: 'Base of links in mails' })),
});

const addressNames = Object.keys(ADDRESSES) as AddressName[];

/** Variables that `npm start` reads, as data. */
export const STANDALONE_VARIABLES: readonly Variable<unknown>[] = [
  ...Object.values(toGeneralVariables(DEFAULT_DATA_DIR)),
  ...addressNames.flatMap((name) => Object.values(addressVariables(name))),
];

function addressVariables(name: AddressName) {
  const { what, hostVariable, portVariable: portName, defaultPort } = ADDRESSES[name];
  return {
    host: textVariable({ name: hostVariable, description: `Host of the ${what}`, defaultText: DEFAULT_HOST }),
    port: portVariable({
      name: portName,
      description: `Port of the ${what}; 0 takes a free one`,
      defaultText: String(defaultPort),
    }),
  };
}

/** The workbench knows people by a switch, not by a password, so it is for one machine only. */
function listUiProblems(host: string): string[] {
  const { hostVariable } = ADDRESSES.ui;
  if (isLoopbackName(host)) return [];
  return [
    `${hostVariable} is "${host}", which other machines may reach: set it to 127.0.0.1, and give other machines' people Grafana`,
  ];
}

const KNOWN_ARGUMENTS = ['--no-demo'];

/** What differs between the commands that run the product. */
export interface ConfigurationRules {
  readonly command: string;
  /** Relative to the working directory. */
  readonly defaultDataDirectory: string;
  /** What is wrong with the settings that only this command has. */
  readonly problems?: readonly string[];
}

const OF_NPM_START: ConfigurationRules = { command: 'npm start', defaultDataDirectory: DEFAULT_DATA_DIR };

/**
 * Reads the arguments and the environment.
 * @throws ConfigurationError that lists every problem.
 */
export function readStandaloneConfiguration(
  args: readonly string[],
  environment: Environment,
  rules: ConfigurationRules = OF_NPM_START,
): StandaloneConfiguration {
  const general = readVariables(toGeneralVariables(rules.defaultDataDirectory), environment);
  const addresses = addressNames.map((name) => ({ name, ...readVariables(addressVariables(name), environment) }));
  const unknown = args.filter((argument) => !KNOWN_ARGUMENTS.includes(argument));
  const problems = [
    ...unknown.map(
      (argument) => `${argument} is no argument of ${rules.command}; known: ${KNOWN_ARGUMENTS.join(', ')}`,
    ),
    ...general.problems,
    ...addresses.flatMap((address) => address.problems),
    ...listUiProblems(addresses.find(({ name }) => name === 'ui')?.values.host ?? DEFAULT_HOST),
    ...(rules.problems ?? []),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze({
    dataDirectory: resolve(general.values.dataDirectory),
    publicUrl: general.values.publicUrl,
    addresses: Object.fromEntries(addresses.map(({ name, values }) => [name, values])) as Record<
      AddressName,
      ListenAddress
    >,
    demo: !args.includes('--no-demo'),
  });
}
