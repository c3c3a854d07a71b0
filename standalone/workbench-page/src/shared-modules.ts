import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import * as i18next from 'i18next';
import * as jquery from 'jquery';
import * as lodash from 'lodash';
import * as moment from 'moment';
import * as prismjs from 'prismjs';
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';
import * as reactRedux from 'react-redux';
import * as reactRouter from 'react-router';
import * as redux from 'redux';
import * as rxjs from 'rxjs';
import * as slate from 'slate';
import * as slatePlainSerializer from 'slate-plain-serializer';
import type { ABSENT_MODULES, LOADED_MODULES, READY_MODULES } from './shared-module-names.ts';

type Ready = (typeof READY_MODULES)[number];
type Loaded = (typeof LOADED_MODULES)[number];
type Absent = (typeof ABSENT_MODULES)[number];

const ready: Readonly<Record<Ready, object>> = {
  react,
  'react/jsx-runtime': jsxRuntime,
  'react-dom': reactDom,
  'react-redux': reactRedux,
  'react-router': reactRouter,
  redux,
  rxjs,
  i18next,
  jquery,
  lodash,
  moment,
  prismjs: prismjs as object,
  slate: slate as object,
  'slate-plain-serializer': slatePlainSerializer as object,
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
};

const loaders: Readonly<Record<Loaded | Absent, () => Promise<object>>> = {
  'react/jsx-dev-runtime': () => import('react/jsx-dev-runtime'),
  '@grafana/data/unstable': () => import('@grafana/data/unstable'),
  '@grafana/runtime/unstable': () => import('@grafana/runtime/unstable'),
  '@grafana/ui/unstable': () => import('@grafana/ui/unstable'),
  d3: () => import('d3') as Promise<object>,
  angular: () => refuse('angular'),
  emotion: () => refuse('emotion'),
  '@grafana/slate-react': () => refuse('@grafana/slate-react'),
};

function refuse(name: string): Promise<never> {
  return Promise.reject(new Error(`The workbench has no module "${name}"; no current package offers it`));
}

/** Hooks of SystemJS that its types leave out. */
interface SystemHooks {
  resolve: (this: unknown, id: string, parent?: string) => string;
  instantiate: (this: unknown, url: string, ...rest: readonly unknown[]) => unknown;
}

const PREFIX = 'shared:';

/**
 * Teaches SystemJS the modules that Grafana shares with plugins. Call it once, after the runtime is configured: what a
 * setter replaces in `@grafana/runtime` is copied here.
 */
export function registerSharedModules(): void {
  const hooks = System.constructor.prototype as SystemHooks;
  const { resolve, instantiate } = hooks;
  hooks.resolve = function (id, parent) {
    return id in ready || id in loaders ? PREFIX + id : resolve.call(this, id, parent);
  };
  hooks.instantiate = function (url, ...rest) {
    return url.startsWith(PREFIX) ? toRegistration(url.slice(PREFIX.length)) : instantiate.call(this, url, ...rest);
  };
}

function toRegistration(id: string): unknown {
  const load = async (): Promise<object> => ready[id as Ready] ?? loaders[id as Loaded]();
  const declare = (_export: (exports: object) => void) => ({
    execute: async () => _export({ default: toCommonJs(await load()), __useDefault: true }),
  });
  return [[], declare];
}

/** The module as an AMD factory expects it: with the flag that keeps `default` and named exports apart. */
function toCommonJs(namespace: object): object {
  return 'default' in namespace ? { ...namespace, __esModule: true } : { ...namespace };
}
