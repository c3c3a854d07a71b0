import { resolve } from 'node:path';
import { readStandaloneConfiguration } from '../start/configuration.ts';
import { backUp } from './back-up.ts';
import { BackupError } from './backup-error.ts';

async function main(args: readonly string[]): Promise<void> {
  const [target, ...more] = args;
  if (target === undefined || target.startsWith('-') || more.length > 0)
    throw new BackupError('name the directory that the copy is to be: npm run backup -- <directory>');
  const { dataDirectory } = readStandaloneConfiguration([], process.env);
  const { storeFiles, otherFiles, leftOut } = await backUp(dataDirectory, resolve(target));
  console.log(
    `Copied ${storeFiles} files of the store and ${otherFiles} others of ${dataDirectory} to ${resolve(target)}.`,
  );
  if (leftOut.length > 0) console.log(`Left out: ${leftOut.join(', ')}; docs/guides/backup.md says why.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(`No backup was made: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
