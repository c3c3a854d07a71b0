/** Modules that are ready when the plugin asks: the host page or Grafana's packages use them anyway. */
export const READY_MODULES = [
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-redux',
  'react-router',
  'redux',
  'rxjs',
  'i18next',
  'jquery',
  'lodash',
  'moment',
  'prismjs',
  'slate',
  'slate-plain-serializer',
  '@emotion/css',
  '@emotion/react',
  '@grafana/data',
  '@grafana/runtime',
  '@grafana/ui',
] as const;

/** Modules that are loaded when a plugin asks for the first time. */
export const LOADED_MODULES = [
  'react/jsx-dev-runtime',
  '@grafana/data/unstable',
  '@grafana/runtime/unstable',
  '@grafana/ui/unstable',
  'd3',
] as const;

/** Modules of Grafana's past that the build leaves out and that no package offers any more. */
export const ABSENT_MODULES = ['angular', 'emotion', '@grafana/slate-react'] as const;
