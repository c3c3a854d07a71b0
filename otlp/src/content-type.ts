/** The two encodings of OTLP/HTTP. */
export const OTLP_CONTENT_TYPES = ['application/x-protobuf', 'application/json'] as const;
/** An encoding of OTLP/HTTP. */
export type OtlpContentType = (typeof OTLP_CONTENT_TYPES)[number];

/** The encoding that a `Content-Type` header names (parameters are ignored), or undefined for any other. */
export function narrowContentType(header: string | undefined): OtlpContentType | undefined {
  const type = header?.split(';')[0]?.trim().toLowerCase();
  return OTLP_CONTENT_TYPES.find((known) => known === type);
}
