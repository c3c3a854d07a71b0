/** How a server that is not ours is started: program, arguments, and variables beside those of this process. */
export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}
