import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const { resolve } = createRequire(import.meta.url);
const directoryOf = (name: string): string => dirname(resolve(`${name}/package.json`));
const grafanaUi = directoryOf('@grafana/ui');

/** Font files under the names that `@grafana/ui`'s global styles ask for. */
const FONTS: Readonly<Record<string, string>> = {
  'inter/Inter-Regular.woff2': '@fontsource/inter/files/inter-latin-400-normal.woff2',
  'inter/Inter-Medium.woff2': '@fontsource/inter/files/inter-latin-500-normal.woff2',
  'inter/Inter-Italic.woff2': '@fontsource/inter/files/inter-latin-400-italic.woff2',
  'inter/Inter-MediumItalic.woff2': '@fontsource/inter/files/inter-latin-500-italic.woff2',
  'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2':
    '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2',
};
const SYSTEM_SCRIPTS: Readonly<Record<string, string>> = {
  'system.js': 'systemjs/dist/system.min.js',
  'system-amd.js': 'systemjs/dist/extras/amd.min.js',
};

/** A file of the build, as its path below the output and its content. */
type HostFile = readonly [fileName: string, content: Buffer | string];

/** Emits what Grafana serves beside its bundle: the module loader, icons and fonts. Fails when a font has no file. */
export function hostAssets(): Plugin {
  return {
    name: 'botscope-host-assets',
    apply: 'build',
    generateBundle() {
      for (const [fileName, source] of [...readScripts(), ...readIcons(), ...readFonts()]) {
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

function readScripts(): readonly HostFile[] {
  return Object.entries(SYSTEM_SCRIPTS).map(([name, file]) => [name, readPackageFile(file)]);
}

function readPackageFile(path: string): Buffer {
  const [first = '', second = ''] = path.split('/');
  const name = first.startsWith('@') ? `${first}/${second}` : first;
  return readFileSync(join(directoryOf(name), path.slice(name.length + 1)));
}

function readIcons(): readonly HostFile[] {
  const own = join(grafanaUi, 'dist', 'public', 'img', 'icons');
  const shipped = readdirSync(own, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.svg'))
    .map((entry) => join(entry.parentPath, entry.name));
  const files = shipped.map((file): HostFile => [`img/icons${file.slice(own.length)}`, readFileSync(file)]);
  const names = new Set(files.map(([name]) => name));
  return [...files, ...readUnicons().filter(([name]) => !names.has(name))];
}

/** The icon set behind Grafana's icon names, for those that the package itself does not carry. */
function readUnicons(): readonly HostFile[] {
  const set = JSON.parse(readPackageFile('@iconify-json/uil/icons.json').toString()) as {
    icons: Record<string, { body: string }>;
  };
  return Object.entries(set.icons).map(([name, { body }]) => [
    `img/icons/unicons/${name}.svg`,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="currentColor">${body}</svg>`,
  ]);
}

function readFonts(): readonly HostFile[] {
  const styles = readFileSync(join(grafanaUi, 'dist', 'esm', 'themes', 'GlobalStyles', 'fonts.mjs'), 'utf8');
  const wanted = new Set([...styles.matchAll(/\$\{fontRoot\}([^']+)'/g)].map(([, name]) => name ?? ''));
  return [...wanted].map((name) => {
    const file = FONTS[name];
    if (file === undefined) throw new Error(`No font file is known for "${name}", which @grafana/ui asks for`);
    return [`fonts/${name}`, readPackageFile(file)];
  });
}

/** Path of a file inside an installed package that the package does not export. Throws when it is not there any more. */
export function internalFile(packageName: string, path: string): string {
  const file = join(directoryOf(packageName), path);
  if (!existsSync(file)) throw new Error(`${packageName} has no ${path} any more: the workbench page needs it`);
  return file;
}
