import { join, resolve } from 'node:path';
import {
  ADDRESSES,
  ConfigurationError,
  DEFAULT_DATA_DIR,
  DEFAULT_HOST,
  portVariable,
  readVariables,
  textVariable,
  urlVariable,
  VARIABLE_DATA_DIR,
  VARIABLE_PUBLIC_URL,
  type Environment,
} from '@botscope/conventions';

const { hostVariable, portVariable: portName, defaultPort } = ADDRESSES.demo;

/** Variables of the demo bot, as data. */
export const DEMO_VARIABLES = {
  host: textVariable({ name: hostVariable, description: 'Host of the web chat', defaultText: DEFAULT_HOST }),
  port: portVariable({ name: portName, description: 'Port of the web chat', defaultText: String(defaultPort) }),
  dataDirectory: textVariable({
    name: VARIABLE_DATA_DIR,
    description: 'Directory for everything that is kept',
    defaultText: DEFAULT_DATA_DIR,
  }),
  publicUrl: urlVariable({
    name: VARIABLE_PUBLIC_URL,
    description: "Base of links into Botscope's pages",
    defaultText: `http://${DEFAULT_HOST}:${ADDRESSES.ui.defaultPort}`,
  }),
};

/** Configuration of the demo bot. */
export interface DemoConfiguration {
  readonly host: string;
  readonly port: number;
  /** The demo's own directory. */
  readonly directory: string;
  readonly publicUrl: string;
}

/**
 * Reads the environment.
 * @throws ConfigurationError that lists every problem.
 */
export function readDemoConfiguration(environment: Environment): DemoConfiguration {
  const { values, problems } = readVariables(DEMO_VARIABLES, environment);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return Object.freeze({
    host: values.host,
    port: values.port,
    publicUrl: values.publicUrl,
    directory: resolve(join(values.dataDirectory, 'demo')),
  });
}
