import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The SHA-256 of a text's UTF-8 bytes as 64 lower-case hex digits. On Node, `(text) => hash('sha256', text)` of
 * `node:crypto` is one, several times faster than the portable one.
 */
export type Sha256 = (text: string) => string;

/** Runs everywhere, also in pages without a secure context, where `crypto.subtle` is missing. */
export const portableSha256: Sha256 = (text) => bytesToHex(nobleSha256(utf8ToBytes(text)));
