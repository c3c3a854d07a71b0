import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';
import { hostAssets, internalFile } from './build/host-assets.ts';

const PUBLIC_PATH = '__BOTSCOPE_PUBLIC_PATH__';

/** Internals of Grafana's packages that a host has to call and that they do not export. */
const RUNTIME_INTERNALS = [
  'components/PluginPage',
  'components/PanelRenderer',
  'components/PanelDataErrorView',
  'services/pluginExtensions/getObservablePluginLinks',
  'services/pluginExtensions/getObservablePluginComponents',
];

const internals = [
  ...RUNTIME_INTERNALS.map((path) => ({
    find: `grafana-runtime-internal/${path}`,
    replacement: internalFile('@grafana/runtime', `dist/esm/${path}.mjs`),
  })),
  { find: 'grafana-i18n-internal/i18n', replacement: internalFile('@grafana/i18n', 'dist/esm/i18n.mjs') },
];

/**
 * `@grafana/ui` imports version 6 under the name of the package that bridges it to version 5. Without a version 5 there
 * is nothing to bridge, and its links have to find the router that the plugin's pages are in.
 */
const routerOfGrafanaUi = {
  find: 'react-router-dom-v5-compat',
  replacement: internalFile('react-router-dom', 'dist/index.js'),
};

/** SystemJS as plain scripts before the bundle; bundled, its own `define` would be taken for a module format. */
function systemScripts(): Plugin {
  const script = (name: string): HtmlTagDescriptor => ({
    tag: 'script',
    attrs: { nonce: '__BOTSCOPE_NONCE__', src: `${PUBLIC_PATH}build/${name}` },
    injectTo: 'head',
  });
  return {
    name: 'botscope-system-scripts',
    transformIndexHtml: { order: 'post', handler: () => [script('system.js'), script('system-amd.js')] },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  html: { cspNonce: '__BOTSCOPE_NONCE__' },
  plugins: [react(), hostAssets(), systemScripts()],
  // UMD builds among the dependencies would otherwise register themselves with SystemJS.
  define: { 'define.amd': 'undefined' },
  resolve: {
    alias: [...internals, routerOfGrafanaUi],
    conditions: ['@botscope/source', 'module', 'browser', 'development|production'],
  },
  experimental: {
    renderBuiltUrl: (name, { hostType }) => (hostType === 'html' ? `${PUBLIC_PATH}build/${name}` : { relative: true }),
  },
  build: {
    outDir: '../dist/workbench',
    emptyOutDir: true,
    target: 'es2022',
    // Preloading inserts links that the content security policy stops; on loopback there is nothing to win by it.
    modulePreload: false,
    chunkSizeWarningLimit: 10_000,
    reportCompressedSize: false,
  },
});
