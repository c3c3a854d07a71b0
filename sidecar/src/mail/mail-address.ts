const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN_LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;

/**
 * Whether a text is one plain address, `name@host`. Quoted names, comments, lists, spaces, control characters and
 * everything beyond ASCII are no plain address: a quoted name can smuggle a second recipient past a mail library.
 */
export function isMailAddress(text: string): boolean {
  if (text.length > LONGEST_ADDRESS) return false;
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const labels = text.slice(at + 1).split('.');
  return (
    local.length <= LONGEST_LOCAL_PART && LOCAL_PART.test(local) && labels.every((label) => DOMAIN_LABEL.test(label))
  );
}
