import type { Configuration, RuleSetRule } from 'webpack';
import { merge } from 'webpack-merge';
import createGrafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

/** Browsers of the oldest supported Grafana run ES2022; a lower target breaks arithmetic on big integers. */
const SWC_TARGET = 'es2022';

interface SwcOptions {
  jsc?: { target?: string; transform?: object };
}

const config = async (env: Env): Promise<Configuration> => {
  const scaffold = await createGrafanaConfig(env);
  scaffold.module?.rules?.forEach((rule) => adjustSwc(rule as RuleSetRule));
  return merge(scaffold, { resolve: { conditionNames: ['@botscope/source', '...'] } });
};

function adjustSwc(rule: RuleSetRule): void {
  const use = rule.use as { loader?: string; options?: SwcOptions } | undefined;
  if (use?.loader !== 'swc-loader' || !use.options?.jsc) return;
  use.options.jsc.target = SWC_TARGET;
  use.options.jsc.transform = { react: { runtime: 'automatic' } };
}

export default config;
