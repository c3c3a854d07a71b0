import type { LokiArea } from '@botscope/records';

/** What is tailed. */
export interface TailRequest {
  readonly area: LokiArea;
  readonly logql: string;
  /** Entries from here on are sent first. */
  readonly startUnixNano: bigint;
}

/** Is told what becomes of a tail. */
export interface TailListener {
  /** The connection stands: what arrives from now on will be sent. */
  readonly onOpen: () => void;
  /** A message, as Loki writes it. */
  readonly onMessage: (text: string) => void;
  /** It has ended or never stood. Called once; not after it was closed from here. */
  readonly onEnd: () => void;
}

/** Opens a tail and gives what closes it. Never throws. */
export type TailOpener = (request: TailRequest, listener: TailListener) => () => void;
