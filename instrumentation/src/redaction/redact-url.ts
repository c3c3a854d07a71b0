import type { Redactor } from './redactor.ts';

const URL_IN_TEXT = /([a-z][a-z0-9+.-]{1,30}:\/\/)([^\s"'<>\\`]+)/gi;

/** Replaces passwords and secret parameters in every address that a text contains. */
export function redactUrls(text: string, redactor: Redactor): string {
  return text.replace(URL_IN_TEXT, (_url, scheme: string, rest: string) => scheme + redactAddress(rest, redactor));
}

/** An address without its scheme: user information, query and fragment. */
function redactAddress(address: string, redactor: Redactor): string {
  const [, authority = '', path = '', query = '', fragment = ''] =
    /^([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(address) ?? [];
  return (
    redactAuthority(authority, redactor) +
    path +
    query.slice(0, 1) +
    redactParameters(query.slice(1), redactor) +
    fragment.slice(0, 1) +
    redactParameters(fragment.slice(1), redactor)
  );
}

function redactAuthority(authority: string, redactor: Redactor): string {
  const at = authority.lastIndexOf('@');
  const colon = authority.indexOf(':');
  if (at === -1 || colon === -1 || colon > at || colon + 1 === at) return authority;
  return authority.slice(0, colon + 1) + redactor.print(authority.slice(colon + 1, at)) + authority.slice(at);
}

/** Replaces secret values in `name=value&name=value`. */
export function redactParameters(parameters: string, redactor: Redactor): string {
  if (!parameters.includes('=')) return parameters;
  return parameters
    .split(/([&;])/)
    .map((part) => redactParameter(part, redactor))
    .join('');
}

function redactParameter(part: string, redactor: Redactor): string {
  const equals = part.indexOf('=');
  if (equals === -1 || equals === part.length - 1) return part;
  if (!redactor.isSecretParameter(decode(part.slice(0, equals)))) return part;
  return part.slice(0, equals + 1) + redactor.print(decode(part.slice(equals + 1)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
