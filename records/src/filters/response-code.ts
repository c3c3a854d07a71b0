/** What one value of the "Response code" filter means. */
export type ResponseCodeRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'class'; readonly from: number; readonly below: number }
  | { readonly kind: 'code'; readonly code: string };

/** `none`, a class `1xx` … `5xx`, or a code; any other text is compared as it is. */
export function parseResponseCode(value: string): ResponseCodeRule {
  if (value === 'none') return { kind: 'none' };
  if (!/^[1-5]xx$/.test(value)) return { kind: 'code', code: value };
  const from = Number(value.slice(0, 1)) * 100;
  return { kind: 'class', from, below: from + 100 };
}
