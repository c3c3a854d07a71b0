import DOMPurify from 'dompurify';

interface TrustedTypesFactory {
  readonly createPolicy: (name: string, rules: Readonly<Record<string, (text: string) => string>>) => unknown;
}

/**
 * Makes the default Trusted Types policy: markup that some library assigns as text is cleaned, script addresses must be
 * this origin's, and text is never run. Does nothing where the browser has no Trusted Types.
 */
export function installTrustedTypesPolicy(): void {
  const factory = (window as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
  factory?.createPolicy('default', {
    createHTML: (html) => DOMPurify.sanitize(html, { ADD_TAGS: ['use'], FORBID_TAGS: ['style'] }),
    createScriptURL: requireOwnOrigin,
    createScript: () => {
      throw new TypeError('Text is never run as a script');
    },
  });
}

function requireOwnOrigin(address: string): string {
  const url = new URL(address, document.baseURI);
  const own = url.origin === window.location.origin || url.protocol === 'blob:';
  if (!own) throw new TypeError(`Scripts come from this origin only, not from ${url.origin}`);
  return address;
}
