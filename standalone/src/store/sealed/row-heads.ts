/** A row of a sealed file but for its time, id, stream and line. */
export interface RowHead {
  readonly origin: number;
  readonly observedTimestampUnixNano: bigint;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
  readonly eventName: string;
  readonly droppedAttributesCount: number;
  readonly attributesJson: string;
}

const TEXTS = ['severityText', 'traceId', 'spanId', 'eventName', 'attributesJson'] as const;
/** Where the texts end, then the numbers, then the length of each text. */
const [ORIGIN, OBSERVED, SEVERITY, FLAGS, DROPPED, LENGTHS] = [4, 8, 16, 20, 24, 28] as const;
const FIXED_BYTES = LENGTHS + 4 * TEXTS.length;

/** The heads of a block: fixed parts, then all texts. */
export function encodeHeads(heads: readonly RowHead[]): Buffer {
  const texts = heads.map((head) => TEXTS.map((name) => Buffer.from(head[name])));
  const fixed = Buffer.alloc(heads.length * FIXED_BYTES);
  let end = fixed.length;
  heads.forEach((head, index) => {
    const at = index * FIXED_BYTES;
    const own = texts[index] ?? [];
    own.forEach((text, n) => fixed.writeUInt32LE(text.length, at + LENGTHS + 4 * n));
    end += own.reduce((sum, text) => sum + text.length, 0);
    fixed.writeUInt32LE(end, at);
    fixed.writeUInt32LE(head.origin, at + ORIGIN);
    fixed.writeBigUInt64LE(head.observedTimestampUnixNano, at + OBSERVED);
    fixed.writeInt32LE(head.severityNumber, at + SEVERITY);
    fixed.writeUInt32LE(head.flags, at + FLAGS);
    fixed.writeUInt32LE(head.droppedAttributesCount, at + DROPPED);
  });
  return Buffer.concat([fixed, ...texts.flat()]);
}

/** The head of a row of a block. */
export function decodeHead(block: Buffer, index: number): RowHead {
  const at = index * FIXED_BYTES;
  const lengths = TEXTS.map((_name, n) => block.readUInt32LE(at + LENGTHS + 4 * n));
  let from = block.readUInt32LE(at) - lengths.reduce((sum, length) => sum + length, 0);
  const [severityText = '', traceId = '', spanId = '', eventName = '', attributesJson = ''] = lengths.map((length) =>
    length === 0 ? '' : block.toString('utf8', from, (from += length)),
  );
  return {
    origin: block.readUInt32LE(at + ORIGIN),
    observedTimestampUnixNano: block.readBigUInt64LE(at + OBSERVED),
    severityNumber: block.readInt32LE(at + SEVERITY),
    severityText,
    traceId,
    spanId,
    flags: block.readUInt32LE(at + FLAGS),
    eventName,
    droppedAttributesCount: block.readUInt32LE(at + DROPPED),
    attributesJson,
  };
}
