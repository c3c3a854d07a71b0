import type { FastifyInstance } from 'fastify';

/** A plugin that Fastify's `register` takes. */
export type Plugin<Options extends object> = (fastify: FastifyInstance, options: Options, done: () => void) => void;

/** A plugin whose hooks hold for the instance that registers it, not only within the plugin. */
export function toPlugin<Options extends object>(
  install: (fastify: FastifyInstance, options: Options) => void,
): Plugin<Options> {
  const plugin: Plugin<Options> = (fastify, options, done) => {
    install(fastify, options);
    done();
  };
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}
