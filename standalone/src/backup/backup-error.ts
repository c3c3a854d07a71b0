/** A backup cannot be made. The message names the directory or file and the way out; nothing usable was left behind. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}
